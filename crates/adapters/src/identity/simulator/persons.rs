//! The invented persons that may be chosen.

use motcua_kernel::Date;
use serde::Deserialize;

/// An invented person, one row of the data file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct DemoPerson {
    /// What stands for the person in tokens.
    pub subject: String,
    /// Twelve digits.
    pub id_number: String,
    /// Family name first.
    pub name: String,
    /// The day of birth.
    pub born_on: Date,
    /// `male` or `female`.
    pub sex: String,
    /// The telephone number.
    pub phone: String,
    /// The place of residence as the identity card has it.
    pub address: String,
    /// 1 or 2.
    pub level: u8,
}

/// A data file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PersonsError {
    /// A row that cannot be read.
    #[error("the file of demo persons cannot be read: {0}")]
    Row(#[from] csv::Error),
    /// A row that makes no sense.
    #[error("demo person {subject}: {wrong}")]
    Person {
        /// Which.
        subject: String,
        /// What is wrong.
        wrong: &'static str,
    },
    /// Nobody to choose.
    #[error("the file of demo persons is empty")]
    Empty,
}

/// Reads the data file (CSV with a header) and checks that its persons are believable.
///
/// # Errors
///
/// Fails with the first row that is not.
pub fn read_persons(text: &str) -> Result<Vec<DemoPerson>, PersonsError> {
    let mut persons: Vec<DemoPerson> = Vec::new();
    for row in csv::Reader::from_reader(text.as_bytes()).deserialize() {
        let person: DemoPerson = row?;
        let wrong = |wrong| PersonsError::Person {
            subject: person.subject.clone(),
            wrong,
        };
        if persons
            .iter()
            .any(|known| known.subject == person.subject || known.id_number == person.id_number)
        {
            return Err(wrong("subject or personal number stands twice"));
        }
        if !number_fits(&person) {
            return Err(wrong("the personal number does not fit sex and year of birth"));
        }
        if !matches!(person.level, 1 | 2) {
            return Err(wrong("the level is 1 or 2"));
        }
        persons.push(person);
    }
    if persons.is_empty() {
        Err(PersonsError::Empty)
    } else {
        Ok(persons)
    }
}

/// The fourth digit tells century and sex, the next two the year; see the format of the personal number.
fn number_fits(person: &DemoPerson) -> bool {
    let digits = person.id_number.as_bytes();
    if digits.len() != 12 || !digits.iter().all(u8::is_ascii_digit) {
        return false;
    }
    let year = person.born_on.civil().year();
    let female = match person.sex.as_str() {
        "male" => 0,
        "female" => 1,
        _ => return false,
    };
    let century_and_sex = (year / 100 - 19) * 2 + female;
    i16::from(digits[3] - b'0') == century_and_sex && person.id_number[4..6] == format!("{:02}", year % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = include_str!("../../../../../data/quang-ninh/demo_persons.csv");

    #[test]
    fn the_persons_of_the_demo_are_believable() {
        let persons = read_persons(FILE).unwrap();
        assert!((8..=10).contains(&persons.len()));
        assert_eq!(persons.iter().filter(|person| person.level == 1).count(), 1);
    }

    #[test]
    fn a_number_that_tells_another_sex_is_refused() {
        let row = "subject,id_number,name,born_on,sex,phone,address,level\n\
                   a,022088990101,Nguyễn Hoa,1988-01-02,female,0912000101,Hạ Long,2\n";
        assert!(matches!(read_persons(row), Err(PersonsError::Person { .. })));
        assert!(matches!(read_persons("subject,id_number\n"), Err(PersonsError::Empty)));
    }
}
