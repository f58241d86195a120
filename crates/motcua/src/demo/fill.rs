//! Forms as households fill them in: the sample answers of the procedure, with these people, places and days.

use super::dice::Dice;
use super::people::{Registry, Somebody, Wanted};
use super::words::{Case, LifeWords, Member};
use motcua_catalog::form::{Form, Typed, sample};
use motcua_kernel::Date;
use motcua_org::Directory;
use motcua_people::person::Sex;
use std::collections::BTreeMap;

/// A household that wants something, and the form it fills in.
#[derive(Debug, Clone)]
pub(super) struct Household {
    people: BTreeMap<Member, Somebody>,
    /// Who files.
    pub(super) submitter: Somebody,
    /// What is typed.
    pub(super) typed: Typed,
    /// For whom, where somebody acts for another.
    acts_for: Option<Member>,
}

impl Household {
    /// Whose matter it is, where somebody acts for them.
    pub(super) fn principal(&self) -> Option<&Somebody> {
        self.people.get(&self.acts_for?)
    }
}

/// What a form is filled in for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asking<'a> {
    pub(super) code: &'a str,
    pub(super) form: &'a Form,
    /// The code of the area that decides.
    pub(super) area: &'a str,
    /// The day on which it is handed in.
    pub(super) day: Date,
    /// The key of the centre where the result is fetched, where that is another than the one that receives.
    pub(super) fetched_at: Option<&'a str>,
    /// Somebody whom the provider's simulator knows.
    pub(super) known: Option<&'a Somebody>,
    /// Whether a brother or sister acts for whom it concerns, where the form leaves room for that.
    pub(super) is_for_another: bool,
}

/// Invents the household and fills the form in.
pub(super) fn fill(
    asking: Asking<'_>,
    words: &LifeWords,
    registry: &mut Registry<'_>,
    directory: &Directory,
    dice: &mut Dice,
) -> Household {
    let cases = words.cases.get(asking.code).or_else(|| words.cases.get("general"));
    let fits = |case: &&Case| {
        let sex = asking.known.map(|known| known.sex);
        let wanted = case
            .sex
            .as_deref()
            .map(|sex| if sex == "male" { Sex::Male } else { Sex::Female });
        wanted.is_none() || sex.is_none() || wanted == sex
    };
    let fitting: Vec<&Case> = cases
        .map(Vec::as_slice)
        .unwrap_or_default()
        .iter()
        .filter(fits)
        .collect();
    let Some(case) = dice.pick(&fitting).copied() else {
        // Every procedure of the script has a case: a test fills all of them in.
        return alone(asking, registry, dice);
    };
    let people = household(asking, case, registry, dice);
    let own = &people[&Member::Own];
    let place = place_name(directory, asking.area, asking.day);
    let mut saying = Saying {
        words,
        people: &people,
        place,
        house: own.house.clone(),
        trade: dice.pick(&words.trades).cloned().unwrap_or_default(),
        hospital: dice.word(&words.hospitals).to_owned(),
        correction: dice.pick(&words.corrections).cloned().unwrap_or_default(),
        dice,
    };
    let mut typed = sample::answers(asking.code);
    typed = without(&typed, &case.drop);
    // Sample answers speak of one ward; this household lives in another.
    let units: Vec<String> = typed
        .pairs()
        .filter(|(name, _)| name.ends_with("/unit"))
        .map(|(name, _)| name.to_owned())
        .collect();
    for name in units {
        typed.set(name, asking.area);
    }
    for (group, member) in &case.who {
        if let Some(person) = saying.people.get(member) {
            write_person(&mut typed, asking.form, group, person, &saying.place);
        }
    }
    for (name, said) in &case.set {
        match said.strip_prefix('@') {
            Some(when) => write_day(&mut typed, name, when, asking.day),
            None => {
                let said = saying.say(said);
                typed.set(name.as_str(), said);
            }
        }
    }
    if let (Some(centre), Some(elsewhere)) = (asking.fetched_at, second_way(asking.form)) {
        typed.set("return_way", elsewhere);
        typed.set("return_centre", centre);
    }
    let files = case.who.iter().find(|(group, _)| group.starts_with("submitter"));
    let own_matter = files.is_some_and(|(_, member)| *member == Member::Own);
    let mut submitter = case
        .who
        .iter()
        .find(|(group, _)| group.starts_with("submitter"))
        .and_then(|(_, member)| people.get(member))
        .unwrap_or(own)
        .clone();
    let mut acts_for = None;
    if asking.is_for_another
        && own_matter
        && let Some(agent) = people.get(&Member::Sibling)
    {
        write_person(
            &mut typed,
            asking.form,
            "submitter",
            agent,
            &place_name(directory, asking.area, asking.day),
        );
        typed.set("submitter_relation", words.sibling.as_str());
        submitter = agent.clone();
        acts_for = Some(Member::Own);
    }
    if asking.form.field("contact_by").is_some() && submitter.phone.is_none() {
        // Whoever has no telephone comes and asks: the last way of the list.
        if let Some(last) = options(asking.form, "contact_by").last() {
            typed.set("contact_by", *last);
        }
    }
    Household {
        submitter,
        typed,
        people,
        acts_for,
    }
}

/// Somebody who fills the sample answers in as they are.
fn alone(asking: Asking<'_>, registry: &mut Registry<'_>, dice: &mut Dice) -> Household {
    let wanted = Wanted {
        area: asking.area,
        sex: Sex::Female,
        age: (25, 60),
    };
    let own = asking.known.cloned().unwrap_or_else(|| registry.invent(wanted, dice));
    Household {
        submitter: own.clone(),
        typed: sample::answers(asking.code),
        people: BTreeMap::from([(Member::Own, own)]),
        acts_for: None,
    }
}

fn household(
    asking: Asking<'_>,
    case: &Case,
    registry: &mut Registry<'_>,
    dice: &mut Dice,
) -> BTreeMap<Member, Somebody> {
    let area = asking.area;
    let sex = match case.sex.as_deref() {
        Some("male") => Sex::Male,
        Some(_) => Sex::Female,
        None if dice.percent(50) => Sex::Male,
        None => Sex::Female,
    };
    let age = case.age.unwrap_or((20, 62));
    let own = match asking.known {
        Some(known) => known.clone(),
        None => registry.invent(Wanted { area, sex, age }, dice),
    };
    let other = |sex| match sex {
        Sex::Male => Sex::Female,
        Sex::Female => Sex::Male,
    };
    let years = i64::from(asking.day.days_since(own.born)) / 366;
    let spouse_age = (years - 4).max(if own.sex == Sex::Male { 19 } else { 21 });
    let spouse = Wanted {
        area,
        sex: other(own.sex),
        age: (spouse_age, spouse_age.max(years + 3)),
    };
    let parent = Wanted {
        area,
        sex: own.sex,
        age: (years + 24, years + 33),
    };
    let sibling = Wanted {
        area,
        sex: other(own.sex),
        age: (years + 1, years + 6),
    };
    let child = Wanted {
        area,
        sex: if dice.percent(50) { Sex::Male } else { Sex::Female },
        age: (0, 0),
    };
    let family = own.family().to_owned();
    let mut parent = registry.invent_of(parent, &family, dice);
    let mut spouse = registry.invent(spouse, dice);
    parent.house.clone_from(&own.house);
    if case.who.values().any(|member| *member == Member::Child) || case.set.values().any(|said| said.contains("{child"))
    {
        spouse.house.clone_from(&own.house);
    }
    let father = if own.sex == Sex::Male { &own } else { &spouse }.family().to_owned();
    let mut child = registry.invent_of(child, &father, dice);
    child.name = registry.child_name(&father, child.sex, dice);
    let sibling = registry.invent_of(sibling, &family, dice);
    BTreeMap::from([
        (Member::Own, own),
        (Member::Spouse, spouse),
        (Member::Parent, parent),
        (Member::Sibling, sibling),
        (Member::Child, child),
    ])
}

/// Words that a case asks for.
struct Saying<'a, 'd> {
    words: &'a LifeWords,
    people: &'a BTreeMap<Member, Somebody>,
    place: String,
    house: String,
    trade: (String, String, String),
    hospital: String,
    correction: (String, String),
    dice: &'d mut Dice,
}

impl Saying<'_, '_> {
    fn say(&mut self, said: &str) -> String {
        let mut text = said.to_owned();
        while let Some((before, rest)) = text.split_once('{') {
            let Some((key, after)) = rest.split_once('}') else {
                break;
            };
            text = format!("{before}{}{after}", self.value(key));
        }
        text
    }

    fn value(&mut self, key: &str) -> String {
        let member = |member: Member| self.people.get(&member);
        let of = |who: &str| match who {
            "self" => member(Member::Own),
            "spouse" => member(Member::Spouse),
            "parent" => member(Member::Parent),
            "sibling" => member(Member::Sibling),
            "child" => member(Member::Child),
            _ => None,
        };
        if let Some((who, part)) = key.split_once('.') {
            let Some(person) = of(who) else { return String::new() };
            return match part {
                "name" => person.name.clone(),
                "id" => person.id_number.clone(),
                "phone" => person.phone.clone().unwrap_or_default(),
                "house" => person.house.clone(),
                "sex" => {
                    let word = if person.sex == Sex::Male { "male" } else { "female" };
                    self.words.sexes.get(word).cloned().unwrap_or_default()
                }
                _ => String::new(),
            };
        }
        match key {
            "place" => self.place.clone(),
            "house" => self.house.clone(),
            "hospital" => self.hospital.clone(),
            "trade" => self.trade.0.clone(),
            "industry" => self.trade.1.clone(),
            "correction" => self.correction.0.clone(),
            "correction_reason" => self.correction.1.clone(),
            "number" => self.dice.between(112, 947).to_string(),
            "status_ref" => self.dice.word(&self.words.status_ref).to_owned(),
            "matter" => self.dice.word(&self.words.matters).to_owned(),
            _ => String::new(),
        }
    }
}

/// The name of an area inside an address: `phường Bãi Cháy`.
fn place_name(directory: &Directory, area: &str, day: Date) -> String {
    let name = directory.name_of(area, day.start()).unwrap_or_default();
    let mut letters = name.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => name,
    }
}

fn write_person(typed: &mut Typed, form: &Form, group: &str, person: &Somebody, place: &str) {
    let row = group.split('/').next().unwrap_or(group);
    let in_row = row != group;
    let mut put = |part: &str, value: String| {
        let key = format!("{group}_{part}");
        let plain = key.split('/').next().unwrap_or(&key);
        if in_row || form.field(plain).is_some() {
            typed.set(key, value);
        }
    };
    put("name", person.name.clone());
    put("id_number", person.id_number.clone());
    put("id", person.id_number.clone());
    let civil = person.born.civil();
    let (day, month) = if person.year_only {
        (String::new(), String::new())
    } else {
        (civil.day().to_string(), civil.month().to_string())
    };
    put("born_on/day", day);
    put("born_on/month", month);
    put("born_on/year", civil.year().to_string());
    put("ethnicity", person.ethnicity.clone());
    put("phone", person.phone.clone().unwrap_or_default());
    put("residence/text", format!("{}, {place}", person.house));
    put("residence/unit", person.area.clone());
}

/// `-3 4:10`: three days before, at ten past four.
fn write_day(typed: &mut Typed, name: &str, when: &str, day: Date) {
    let (days, time) = when.split_once(' ').unwrap_or((when, ""));
    let civil = day.plus_days(days.parse().unwrap_or(0)).civil();
    typed.set(format!("{name}/day"), civil.day().to_string());
    typed.set(format!("{name}/month"), civil.month().to_string());
    typed.set(format!("{name}/year"), civil.year().to_string());
    if !time.is_empty() {
        typed.set(format!("{name}/time"), time);
    }
}

fn without(typed: &Typed, dropped: &[String]) -> Typed {
    let is_dropped = |name: &str| {
        dropped.iter().any(|gone| {
            name == gone
                || name
                    .strip_prefix(gone.as_str())
                    .is_some_and(|rest| rest.starts_with('/'))
        })
    };
    Typed::from_post(typed.pairs().filter(|(name, _)| !is_dropped(name)))
}

fn options<'f>(form: &'f Form, key: &str) -> Vec<&'f str> {
    use motcua_catalog::form::Kind;
    match form.field(key).map(|field| &field.kind) {
        Some(Kind::Choice { options, .. } | Kind::Choices { options }) => options.iter().map(String::as_str).collect(),
        Some(_) | None => Vec::new(),
    }
}

/// The way of getting the result that asks for a centre.
fn second_way(form: &Form) -> Option<&str> {
    let centre = form.field("return_centre")?;
    let asked = centre.when.as_ref()?;
    options(form, "return_way").into_iter().find(|option| {
        let answers = serde_json::json!({ "return_way": [option] });
        answers.as_object().is_some_and(|answers| asked.holds(answers))
    })
}
