//! The catalogue: procedures, their versions by announcing decisions, what they ask for, cost and take,
//! their forms and workflows, the import of the national catalogue, and search in memory.
//!
//! It keeps what people **hand in** and what they only **show** apart (INT-08), calls a fee that nobody knows
//! *unknown* and never 0, and never changes a version once it is published: a change is a new version, so that
//! a dossier's pinned version says for ever what was asked of it (PRO-03, REC-12).
//!
//! It deliberately does not know which unit decides in which area (that is `org`'s data; here stand only the
//! level and the kind of body, see [`deciding`]), draws no pages, and holds no words: problems are keys, and
//! what reads like words are the labels that a procedure's own record brings.
//!
//! ```
//! use motcua_catalog::search::{Index, Item};
//!
//! let index = Index::build(vec![
//!     Item::new("1.004873", "Thủ tục cấp Giấy xác nhận tình trạng hôn nhân", "Hộ tịch").with_words(["giấy độc thân"]),
//!     Item::new("1.000894", "Thủ tục đăng ký kết hôn", "Hộ tịch"),
//! ]);
//! let hits = index.search("giay doc than", 5);
//! assert_eq!(index.item(hits[0]).code, "1.004873");
//! ```

pub mod amend;
pub mod boundary_free;
pub mod deciding;
pub mod fee;
pub mod form;
pub mod guide;
pub mod import;
pub mod procedure;
pub mod search;
pub mod version;
pub mod workflow;

mod mark;

pub use mark::Mark;
pub use procedure::{Code, Level, Offer, Procedure, Scope};
pub use search::Catalogue;
pub use version::{Component, Method, ProcedureVersion, TimeLimit};
