//! Invented people: names of their age and people, numbers of a series that is nobody's, addresses in real wards.

use super::dice::Dice;
use super::words::LifeWords;
use motcua_kernel::Date;
use motcua_people::person::{IdNumber, PartialDate, Phone, Sex};

/// Somebody who does not exist.
#[derive(Debug, Clone)]
pub(super) struct Somebody {
    /// The account's subject at the identity provider; only who signs in has one.
    pub(super) subject: String,
    pub(super) name: String,
    pub(super) sex: Sex,
    pub(super) born: Date,
    /// Old people often know only the year.
    pub(super) year_only: bool,
    pub(super) id_number: String,
    /// Nobody needs one.
    pub(super) phone: Option<String>,
    pub(super) ethnicity: String,
    /// House, street or village.
    pub(super) house: String,
    /// The code of the ward, commune or special zone.
    pub(super) area: String,
}

impl Somebody {
    /// The number as the room of persons takes it.
    pub(super) fn number(&self) -> Option<IdNumber> {
        self.id_number.parse().ok()
    }

    pub(super) fn telephone(&self) -> Option<Phone> {
        self.phone.as_ref()?.parse().ok()
    }

    pub(super) fn birth(&self) -> Option<PartialDate> {
        let civil = self.born.civil();
        if self.year_only {
            PartialDate::new(civil.year(), 0, 0).ok()
        } else {
            Some(self.born.into())
        }
    }

    pub(super) fn family(&self) -> &str {
        self.name.split(' ').next().unwrap_or_default()
    }
}

/// Whom to invent.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted<'a> {
    pub(super) area: &'a str,
    pub(super) sex: Sex,
    /// Years of age, from and to.
    pub(super) age: (i64, i64),
}

/// Numbers begin here in the series `99`, which the demo's own people do not reach.
const FIRST_NUMBER: u32 = 991_000;
/// Telephones of the demo are 0912 00…: the simulator's people have the first of them.
const FIRST_PHONE: u32 = 912_001_000;

/// Invents people, each once.
#[derive(Debug)]
pub(super) struct Registry<'a> {
    words: &'a LifeWords,
    today: Date,
    made: u32,
}

impl<'a> Registry<'a> {
    pub(super) const fn new(words: &'a LifeWords, today: Date) -> Self {
        Self { words, today, made: 0 }
    }

    /// Somebody new.
    pub(super) fn invent(&mut self, wanted: Wanted<'_>, dice: &mut Dice) -> Somebody {
        let age = dice.between(wanted.age.0, wanted.age.1);
        self.invent_named(wanted, age, None, dice)
    }

    /// Somebody of a family: a child, a brother.
    pub(super) fn invent_of(&mut self, wanted: Wanted<'_>, family: &str, dice: &mut Dice) -> Somebody {
        let age = dice.between(wanted.age.0, wanted.age.1);
        self.invent_named(wanted, age, Some(family), dice)
    }

    fn invent_named(&mut self, wanted: Wanted<'_>, age: i64, family: Option<&str>, dice: &mut Dice) -> Somebody {
        let words = self.words;
        self.made += 1;
        let people = words
            .peoples
            .iter()
            .find(|people| people.areas.iter().any(|area| area == wanted.area))
            .filter(|_| dice.percent(60));
        let (ethnicity, own) = match people {
            Some(people) => (people.name.clone(), dice.word(&people.families).to_owned()),
            None => {
                let family = dice.weighed(&words.families).cloned().unwrap_or_default();
                ("Kinh".to_owned(), family)
            }
        };
        let family = family.map_or(own, str::to_owned);
        let is_old = age >= 55;
        let (middle, given) = match (wanted.sex, is_old) {
            (Sex::Male, true) => (dice.word(&words.middle_male[..3]), dice.word(&words.given_male_old)),
            (Sex::Male, false) => (dice.word(&words.middle_male), dice.word(&words.given_male)),
            (Sex::Female, true) => (dice.word(&words.middle_female[..3]), dice.word(&words.given_female_old)),
            (Sex::Female, false) => (dice.word(&words.middle_female), dice.word(&words.given_female)),
        };
        let born = self.today.plus_days(-((age * 365 + dice.between(30, 330)) as i32));
        let civil = born.civil();
        let century = (civil.year() - 1900) / 100 * 2 + i16::from(wanted.sex == Sex::Female);
        let serial = FIRST_NUMBER + self.made;
        let has_phone = dice.percent(if is_old { 55 } else { 97 });
        Somebody {
            subject: format!("b7c1f0d2-demo-life-{}", self.made),
            name: format!("{family} {middle} {given}"),
            sex: wanted.sex,
            born,
            year_only: age >= 70 && dice.percent(50),
            id_number: format!("022{century}{:02}{serial}", civil.year() % 100),
            phone: has_phone.then(|| format!("+84{}", FIRST_PHONE + self.made)),
            ethnicity,
            house: self.house(wanted.area, dice),
            area: wanted.area.to_owned(),
        }
    }

    /// The full name of a newborn child of a family.
    pub(super) fn child_name(&self, family: &str, sex: Sex, dice: &mut Dice) -> String {
        let given = match sex {
            Sex::Male => dice.word(&self.words.given_child_male),
            Sex::Female => dice.word(&self.words.given_child_female),
        };
        format!("{family} {given}")
    }

    /// A house in an area.
    pub(super) fn house(&self, area: &str, dice: &mut Dice) -> String {
        if let Some(villages) = self.words.villages.get(area) {
            return dice.word(villages).to_owned();
        }
        let (group, quarter, number) = (dice.between(1, 14), dice.between(1, 8), dice.between(3, 240));
        match self.words.streets.get(area) {
            Some(streets) if dice.percent(60) => {
                let street = dice.word(streets);
                self.words
                    .house
                    .replace("{number}", &number.to_string())
                    .replace("{street}", street)
            }
            Some(_) | None => self
                .words
                .group
                .replace("{group}", &group.to_string())
                .replace("{quarter}", &quarter.to_string()),
        }
    }
}
