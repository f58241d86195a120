//! *Nộp giúp*: an officer fills in a form for the person who stands at the counter.

use super::component::ComponentLine;
use crate::parts::{DateParts, ErrorLine, Fee, Field, FieldKind, Pair};
use crate::public::ReviewSection;
use crate::sample::{self, either};
use crate::{Desk, DeskPart, Page, Words, paths};
use askama::Template;
use motcua_kernel::{Instant, Money};

/// A draft that lies half filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpDraft {
    /// Whose.
    pub person: String,
    /// The procedure.
    pub procedure: String,
    /// When it was saved last.
    pub saved_at: Instant,
    /// Where it goes on.
    pub href: String,
}

/// Asks for whom; a second time with what the card says, for somebody who is not known yet.
#[derive(Template)]
#[template(path = "desk/help.html")]
pub struct HelpPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub desk: Desk,
    /// What is wrong.
    pub errors: Vec<ErrorLine>,
    /// Where it is posted.
    pub action: String,
    /// The form's token.
    pub token: String,
    /// The fields: the number alone, or all that the card says.
    pub fields: Vec<Field>,
    /// Whether the person is not known yet.
    pub is_new: bool,
    /// The officer's drafts, the last saved first.
    pub drafts: Vec<HelpDraft>,
}

impl Page for HelpPage {
    const NAME: &'static str = "desk/help";

    fn samples(w: Words) -> Vec<Self> {
        let number = || {
            let kind = FieldKind::IdNumber("022198000451".to_owned());
            Field::new("id_number", w.say("party-number"), kind)
        };
        let page = |is_new, fields, drafts| Self {
            w,
            desk: sample::desk(w, paths::DESK_HELP, DeskPart::Help),
            errors: Vec::new(),
            action: if is_new {
                paths::DESK_HELP_PERSON
            } else {
                paths::DESK_HELP
            }
            .to_owned(),
            token: sample::TOKEN.to_owned(),
            fields,
            is_new,
            drafts,
        };
        let name = Field::new("name", w.say("party-name"), FieldKind::Name(String::new()));
        let born = Field::new(
            "born",
            w.say("help-born"),
            FieldKind::DatePartial(DateParts::new("14", "8", "1998")),
        );
        let said = w.say("help-name-missing");
        let mut wrong = page(true, vec![number(), name.error(said.clone()), born], Vec::new());
        wrong.errors = vec![ErrorLine::new("name", said)];
        let draft = HelpDraft {
            person: sample::LONG_NAME.to_owned(),
            procedure: sample::marriage(w),
            saved_at: sample::at(11, 25, 9, 14),
            href: paths::desk_help_draft("7", 2),
        };
        vec![page(false, vec![number()], vec![draft]), wrong]
    }
}

/// Who is helped, above every page of the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Helped {
    /// The name.
    pub name: String,
    /// The number as far as it has to be seen, and the year of birth.
    pub about: String,
}

impl Helped {
    fn sample() -> Self {
        Self {
            name: "Phạm Ngọc Ánh".to_owned(),
            about: "•••••••••451 · 1998".to_owned(),
        }
    }
}

/// A procedure that may be filed for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpHit {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its field.
    pub field: String,
    /// Whether its form can be filled in here.
    pub starts: bool,
}

/// Chooses the procedure.
#[derive(Template)]
#[template(path = "desk/help-choose.html")]
pub struct HelpChoosePage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub desk: Desk,
    /// For whom.
    pub helped: Helped,
    /// Where it asks, and where it begins.
    pub action: String,
    /// The form's token.
    pub token: String,
    /// What was typed.
    pub q: String,
    /// What was found.
    pub hits: Vec<HelpHit>,
    /// What they were sent away to bring, and mean to go on with.
    pub slips: Vec<HelpSlip>,
}

/// An open slip of the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpSlip {
    /// The procedure.
    pub procedure: String,
    /// Its code, and how many papers it asks for.
    pub about: String,
    /// Where its draft goes on.
    pub href: String,
    /// The token of that.
    pub token: String,
}

impl HelpChoosePage {
    /// Enter begins the first that can be begun.
    fn is_first(&self, hit: &HelpHit) -> bool {
        !self.q.is_empty() && self.hits.iter().find(|hit| hit.starts) == Some(hit)
    }
}

impl Page for HelpChoosePage {
    const NAME: &'static str = "desk/help-choose";

    fn samples(w: Words) -> Vec<Self> {
        let hit = |code: &str, starts| HelpHit {
            code: code.to_owned(),
            name: sample::marriage(w),
            field: either(w, "Hộ tịch", "Civil status"),
            starts,
        };
        let page = |q: &str, hits| Self {
            w,
            desk: sample::desk(w, "/desk/help/7", DeskPart::Help),
            helped: Helped::sample(),
            action: paths::desk_help_choose("7"),
            token: sample::TOKEN.to_owned(),
            q: q.to_owned(),
            slips: vec![HelpSlip {
                procedure: sample::marriage(w),
                about: w.two("guidance-line", "code", "NH-2AD6-7F31", "count", 2),
                href: paths::desk_guidance_resume("7"),
                token: sample::TOKEN.to_owned(),
            }],
            hits,
        };
        vec![
            page("doc than", vec![hit(sample::CODE, true), hit("1.000656", false)]),
            page("nuoi ong", Vec::new()),
        ]
    }
}

/// A section of the form.
#[derive(Template)]
#[template(path = "desk/help-form.html")]
pub struct HelpFormPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub desk: Desk,
    /// For whom.
    pub helped: Helped,
    /// The procedure.
    pub procedure: String,
    /// The section.
    pub title: String,
    /// Its number, from 1.
    pub step: usize,
    /// How many there are.
    pub steps: usize,
    /// When it was saved last.
    pub saved_at: Instant,
    /// Where *back* leads.
    pub back: String,
    /// Where it is posted.
    pub action: String,
    /// The form's token.
    pub token: String,
    /// What is wrong.
    pub errors: Vec<ErrorLine>,
    /// The fields.
    pub fields: Vec<Field>,
}

impl Page for HelpFormPage {
    const NAME: &'static str = "desk/help-form";

    fn samples(w: Words) -> Vec<Self> {
        vec![Self {
            w,
            desk: sample::desk(w, "/desk/help/drafts/7/1", DeskPart::Help),
            helped: Helped::sample(),
            procedure: sample::marriage(w),
            title: either(w, "Người yêu cầu", "Who is asking"),
            step: 1,
            steps: 5,
            saved_at: sample::at(11, 25, 9, 14),
            back: paths::DESK_HELP.to_owned(),
            action: paths::desk_help_draft("7", 1),
            token: sample::TOKEN.to_owned(),
            errors: Vec::new(),
            fields: crate::public::sample::fields(w),
        }]
    }
}

/// The whole form, what is handed over, and where it goes: handed in and accepted in one go.
#[derive(Template)]
#[template(path = "desk/help-review.html")]
pub struct HelpReviewPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub desk: Desk,
    /// For whom.
    pub helped: Helped,
    /// Whose matter it is.
    pub applicant: String,
    /// Where that is chosen.
    pub behalf: String,
    /// The procedure.
    pub procedure: String,
    /// Where *back* leads.
    pub back: String,
    /// Where it is posted.
    pub action: String,
    /// The token of handing in.
    pub token: String,
    /// The token of accepting.
    pub accept_token: String,
    /// What is wrong.
    pub errors: Vec<ErrorLine>,
    /// A name to read aloud letter by letter, since it will be printed.
    pub spelled: Option<String>,
    /// The sections.
    pub sections: Vec<ReviewSection>,
    /// Place of help, of reception, who decides, where the result waits: each for itself.
    pub places: Vec<Pair>,
    /// What it would cost.
    pub fee: Fee,
    /// How that comes about.
    pub fee_lines: Vec<String>,
    /// Card and face were compared.
    pub compared: bool,
    /// What is handed over.
    pub components: Vec<ComponentLine>,
    /// Whether the officer's centre accepts.
    pub accepts: bool,
    /// The files, component by component; none where no component takes any.
    pub files: Option<ReviewSection>,
    /// Where a slip is given for what is lacking.
    pub guidance: String,
}

impl Page for HelpReviewPage {
    const NAME: &'static str = "desk/help-review";

    fn samples(w: Words) -> Vec<Self> {
        let page = |accepts: bool, errors: Vec<ErrorLine>| Self {
            w,
            desk: sample::desk(w, "/desk/help/drafts/7/review", DeskPart::Help),
            helped: Helped::sample(),
            applicant: "Phạm Ngọc Ánh".to_owned(),
            behalf: paths::desk_help_for("7"),
            procedure: sample::marriage(w),
            back: paths::desk_help_draft("7", 5),
            action: paths::desk_help_review("7"),
            token: sample::TOKEN.to_owned(),
            accept_token: sample::TOKEN.to_owned(),
            errors,
            spelled: Some(sample::LONG_NAME.to_owned()),
            sections: vec![ReviewSection {
                title: either(w, "Người yêu cầu", "Who is asking"),
                change: paths::desk_help_draft("7", 1),
                rows: vec![
                    Pair::new(w.say("party-name"), sample::LONG_NAME),
                    Pair::new(w.say("party-phone"), ""),
                ],
            }],
            places: vec![
                Pair::new(w.say("place-helped"), sample::LONG_UNIT),
                Pair::new(w.say("place-decides"), sample::LONG_UNIT),
            ],
            fee: Fee::Of(Money::dong(16_000)),
            fee_lines: sample::bill(w),
            compared: !accepts,
            components: ComponentLine::samples(w),
            accepts,
            files: Some(ReviewSection {
                title: w.say("files-title"),
                change: paths::desk_help_files("7"),
                rows: vec![Pair::new(
                    sample::marriage(w),
                    w.two("files-summary", "count", 2, "pages", 3),
                )],
            }),
            guidance: paths::desk_help_guidance("7"),
        };
        let wrong = ErrorLine::new("compared", w.say("help-not-compared"));
        vec![page(true, vec![wrong]), page(false, Vec::new())]
    }
}
