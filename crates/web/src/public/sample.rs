//! Fields of every kind, filled with invented answers.

use crate::Words;
use crate::parts::{Address, Answer, Centre, Choice, DateParts, Field, FieldKind, PeriodParts, Repeat, Row, Source};
use crate::sample::either;

fn units() -> Vec<Answer> {
    [
        "phường Bãi Cháy",
        "phường Hạ Long",
        "phường Hồng Gai",
        "đặc khu Vân Đồn",
    ]
    .iter()
    .map(|name| Answer::new(*name, *name, *name == "phường Bãi Cháy"))
    .collect()
}

fn several(names: &[&str], chosen: usize) -> Vec<Answer> {
    names
        .iter()
        .enumerate()
        .map(|(at, name)| Answer::new(*name, *name, at == chosen))
        .collect()
}

/// Every kind of field once, as the form of 1.004873 uses them.
pub(crate) fn fields(w: Words) -> Vec<Field> {
    let label = |vi: &str, en: &str| either(w, vi, en);
    let mut contact = several(&["tin nhắn", "gọi điện", "qua người thân", "tôi tự đến hỏi"], 0);
    contact[2].reveals = vec![
        Field::new(
            "contact_relative",
            label(
                "Người thân nhận tin hộ (tên, số điện thoại)",
                "Relative who takes the message",
            ),
            FieldKind::Text(String::new()),
        )
        .optional(),
    ];
    vec![
        Field::new(
            "submitter_name",
            label("Họ, chữ đệm, tên người yêu cầu", "Full name of the person asking"),
            FieldKind::Name("Phạm Ngọc Ánh".to_owned()),
        )
        .from(Source::Identity),
        Field::new(
            "submitter_id_number",
            label("Số định danh cá nhân", "Personal identification number"),
            FieldKind::IdNumber("022198000451".to_owned()),
        )
        .hint(label("12 chữ số trên thẻ căn cước", "12 digits on the identity card"))
        .from(Source::Identity),
        Field::new(
            "submitter_phone",
            label("Số điện thoại", "Telephone"),
            FieldKind::Phone(String::new()),
        )
        .optional()
        .hint(label("Không có điện thoại vẫn nộp được.", "You can file without one.")),
        Field::new(
            "contact_by",
            label("Báo tin cho tôi bằng", "Tell me by"),
            FieldKind::Choice(Choice {
                options: contact,
                several: false,
            }),
        ),
        Field::new(
            "subject_born_on",
            label("Ngày, tháng, năm sinh", "Date of birth"),
            FieldKind::DatePartial(DateParts::new("14", "08", "1998")),
        )
        .hint(label(
            "Chỉ biết năm sinh thì bỏ trống ngày, tháng.",
            "Leave day and month empty if only the year is known.",
        ))
        .from(Source::Population),
        Field::new(
            "subject_ethnicity",
            label("Dân tộc", "Ethnicity"),
            FieldKind::Ethnicity(several(&["Kinh", "Dao", "Tày", "Sán Dìu", "Sán Chay", "Hoa"], 0)),
        ),
        Field::new(
            "subject_nationality",
            label("Quốc tịch", "Nationality"),
            FieldKind::Country(several(&["Việt Nam", "Lào", "Trung Quốc"], 0)),
        )
        .from(Source::Default),
        Field::new(
            "subject_residence",
            label("Nơi cư trú", "Residence"),
            FieldKind::Address(Address {
                units: units(),
                detail: "Tổ 4, khu 2".to_owned(),
                as_written: Some("phường Hùng Thắng".to_owned()),
                is_now: Some("phường Bãi Cháy".to_owned()),
            }),
        )
        .from(Source::Population),
        Field::new(
            "period",
            label("Xác nhận trong thời gian", "Period"),
            FieldKind::Period(PeriodParts {
                from: DateParts::new("", "", "2016"),
                to: DateParts::default(),
            }),
        )
        .optional(),
        Field::new(
            "residences",
            label(
                "Các nơi đã đăng ký thường trú từ khi đủ tuổi kết hôn",
                "Former residences",
            ),
            FieldKind::Repeat(Repeat {
                rows: vec![Row {
                    fields: vec![
                        Field::new(
                            "residences/0/place",
                            label("Nơi", "Place"),
                            FieldKind::Place("phường Cao Xanh, thành phố Hạ Long".to_owned()),
                        ),
                        Field::new(
                            "residences/0/from",
                            label("Từ", "From"),
                            FieldKind::DatePartial(DateParts::new("", "", "2019")),
                        ),
                        Field::new(
                            "residences/0/to",
                            label("Đến", "To"),
                            FieldKind::DatePartial(DateParts::new("", "", "2022")),
                        ),
                    ],
                }],
                may_add: true,
            }),
        )
        .optional(),
        Field::new("copies", label("Số bản", "Copies"), FieldKind::Integer("1".to_owned())),
        Field::new(
            "return_centre",
            label("Trung tâm nhận kết quả", "Centre of pick-up"),
            FieldKind::Centre(Centre {
                centres: several(
                    &[
                        "Trung tâm Phục vụ hành chính công phường Bãi Cháy",
                        "Trung tâm Phục vụ hành chính công phường Hồng Gai",
                    ],
                    0,
                ),
            }),
        ),
        Field::new(
            "return_way",
            label("Cách nhận kết quả", "How to get the result"),
            FieldKind::Choice(Choice {
                options: several(
                    &["tại trung tâm đã nộp", "tại trung tâm khác", "qua bưu chính công ích"],
                    0,
                ),
                several: true,
            }),
        ),
        Field::new(
            "note",
            label("Điều cần nói thêm", "Anything else"),
            FieldKind::LongText(String::new()),
        )
        .optional(),
        Field::new(
            "declaration",
            label(
                "Tôi cam đoan nội dung khai là đúng sự thật và chịu trách nhiệm trước pháp luật",
                "I declare that this is true",
            ),
            FieldKind::Declaration(false),
        ),
    ]
}
