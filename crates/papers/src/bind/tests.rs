use super::photo::laid;
use super::*;
use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{ExtendedColorType, ImageEncoder as _, Rgba, RgbaImage};
use lopdf::{Document, Object, StringFormat, dictionary};

fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let pixels: Vec<u8> = (0..width * height * 3).map(|at| (at % 251) as u8).collect();
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, 80);
    encoder
        .write_image(&pixels, width, height, ExtendedColorType::Rgb8)
        .unwrap();
    bytes
}

/// A photograph with the camera's note of the way up and the place.
fn noted(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
    exif.extend(b"20.9512N 107.0748E");
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let mut bytes = jpeg[..2].to_vec();
    bytes.extend([0xff, 0xe1]);
    bytes.extend(length);
    bytes.extend(exif);
    bytes.extend(&jpeg[2..]);
    bytes
}

fn pdf(pages: usize, change: impl FnOnce(&mut Document, lopdf::ObjectId)) -> Vec<u8> {
    let mut file = Document::with_version("1.5");
    let parent = file.new_object_id();
    let kids: Vec<Object> = (0..pages)
        .map(|page| {
            let text = format!("BT ({page}) Tj ET").into_bytes();
            let shown = file.add_object(lopdf::Stream::new(dictionary! {}, text));
            file.add_object(dictionary! { "Type" => "Page", "Parent" => parent, "Contents" => shown })
                .into()
        })
        .collect();
    let tree = dictionary! {
        "Type" => "Pages", "Count" => pages as i64, "Kids" => kids,
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()], "Rotate" => 90,
    };
    file.objects.insert(parent, tree.into());
    let catalog = file.add_object(dictionary! { "Type" => "Catalog", "Pages" => parent });
    file.trailer.set("Root", catalog);
    change(&mut file, catalog);
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).unwrap();
    bytes
}

fn holds(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}

#[test]
fn a_photograph_becomes_a_page_as_it_was_taken_without_the_place() {
    let taken = noted(&jpeg(40, 20), 6);
    assert!(holds(&taken, b"107.0748E"));
    let bound = take(taken).unwrap();
    assert_eq!(bound.pages, 1);
    assert!(!holds(&bound.pdf, b"107.0748E") && !holds(&bound.pdf, b"Exif"));
    // The same picture, point by point: it is not written anew.
    assert!(holds(&bound.pdf, &jpeg(40, 20)[20..]));
    let file = Document::load_mem(&bound.pdf).unwrap();
    let page = file.get_dictionary(file.page_iter().next().unwrap()).unwrap();
    let paper = page.get(b"MediaBox").unwrap().as_array().unwrap();
    // It lay on its side (6: a quarter to the right), so the page stands.
    assert!(paper[2].as_float().unwrap() < paper[3].as_float().unwrap());
}

#[test]
fn every_way_up_that_a_camera_notes_is_laid_as_the_picture_library_turns_it() {
    // Three points across, two down, each of its own colour.
    let taken = RgbaImage::from_fn(3, 2, |x, y| Rgba([x as u8, y as u8, 0, 255]));
    for noted in 1..=8 {
        let turn = Orientation::from_exif(noted).unwrap();
        let mut shown = image::DynamicImage::ImageRgba8(taken.clone());
        shown.apply_orientation(turn);
        let shown = shown.to_rgba8();
        let (w, h) = (shown.width() as f32, shown.height() as f32);
        let [a, b, c, d, e, f] = laid(turn, (0.0, 0.0, w, h));
        for (x, y, pixel) in taken.enumerate_pixels() {
            // The middle of the point in the unit square, whose origin is below.
            let (u, v) = ((x as f32 + 0.5) / 3.0, 1.0 - (y as f32 + 0.5) / 2.0);
            let (left, up) = (a * u + c * v + e, b * u + d * v + f);
            assert_eq!(shown.get_pixel(left as u32, (h - up) as u32), pixel, "{turn:?}");
        }
    }
}

#[test]
fn a_large_photograph_is_made_smaller_and_what_shines_through_stands_on_white() {
    let large = take(jpeg(5_000, 100)).unwrap();
    assert!(holds(&large.pdf, b"/Width 3508"));
    let mut png = Vec::new();
    let clear = RgbaImage::from_pixel(8, 8, Rgba([0, 0, 0, 0]));
    image::DynamicImage::ImageRgba8(clear)
        .write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png)
        .unwrap();
    assert_eq!(take(png).unwrap().pages, 1);
}

#[test]
fn what_a_file_is_counts_and_not_what_it_is_called() {
    assert_eq!(take(Vec::new()), Err(Unfit::Empty));
    assert_eq!(take(b"PK\x03\x04 a letter".to_vec()), Err(Unfit::OtherKind));
    assert_eq!(take(b"<html><script>1</script>".to_vec()), Err(Unfit::OtherKind));
    assert_eq!(take(b"\0\0\0\x24ftypheic\0\0\0\0mif1heic".to_vec()), Err(Unfit::Heic));
    assert_eq!(take(vec![b' '; MOST_BYTES as usize + 1]), Err(Unfit::TooLarge));
}

#[test]
fn a_file_that_was_cut_off_is_broken() {
    let whole = jpeg(64, 64);
    assert_eq!(take(whole[..whole.len() / 2].to_vec()), Err(Unfit::Broken));
    let whole = pdf(2, |_, _| {});
    assert_eq!(take(whole[..whole.len() / 3].to_vec()), Err(Unfit::Broken));
    assert_eq!(take(b"%PDF-1.7\n%%EOF".to_vec()), Err(Unfit::Broken));
}

#[test]
fn a_picture_of_more_points_than_memory_is_refused_before_it_is_opened() {
    let mut png = Vec::new();
    image::DynamicImage::new_luma8(2, 2)
        .write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png)
        .unwrap();
    // The sides stand behind the header; a checksum that is wrong then would also do to be refused.
    png[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
    assert!(matches!(take(png), Err(Unfit::TooManyPixels | Unfit::Broken)));
}

#[test]
fn a_plain_pdf_stays_as_it_is_byte_by_byte() {
    let bytes = pdf(3, |_, _| {});
    let bound = take(bytes.clone()).unwrap();
    assert_eq!((bound.pages, bound.pdf), (3, bytes));
}

#[test]
fn what_acts_in_a_pdf_is_taken_out_and_its_pages_stay() {
    let script = |file: &mut Document, catalog| {
        let said = Object::String(b"app.launchURL('https://example.test')".to_vec(), StringFormat::Literal);
        let script = file.add_object(dictionary! { "S" => "JavaScript", "JS" => said });
        file.get_dictionary_mut(catalog).unwrap().set("OpenAction", script);
    };
    let launch = |file: &mut Document, _| {
        let page = file.page_iter().next().unwrap();
        let act = dictionary! { "S" => "Launch", "F" => Object::string_literal("calc.exe") };
        let note = file.add_object(dictionary! { "Type" => "Annot", "Subtype" => "Stamp", "A" => act });
        file.get_dictionary_mut(page).unwrap().set("Annots", vec![note.into()]);
    };
    let inside = |file: &mut Document, catalog| {
        let names = dictionary! { "EmbeddedFiles" => dictionary! { "Names" => Vec::<Object>::new() } };
        file.get_dictionary_mut(catalog).unwrap().set("Names", names);
    };
    for bytes in [pdf(2, script), pdf(2, launch), pdf(2, inside)] {
        let bound = take(bytes.clone()).unwrap();
        assert_eq!(bound.pages, 2);
        assert_ne!(bound.pdf, bytes);
        for gone in [
            &b"JavaScript"[..],
            b"launchURL",
            b"Launch",
            b"calc.exe",
            b"EmbeddedFiles",
        ] {
            assert!(!holds(&bound.pdf, gone), "{}", String::from_utf8_lossy(gone));
        }
        // It is plain now: taken again, nothing is left to do.
        assert_eq!(take(bound.pdf.clone()).unwrap(), bound);
    }
}

#[test]
fn files_are_bound_in_their_order_with_what_their_pages_had_from_above() {
    let photograph = take(jpeg(30, 20)).unwrap().pdf;
    let bound = join(&[pdf(2, |_, _| {}), photograph, pdf(1, |_, _| {})]).unwrap();
    assert_eq!(bound.pages, 4);
    let file = Document::load_mem(&bound.pdf).unwrap();
    let turned: Vec<Option<i64>> = file
        .page_iter()
        .map(|page| {
            file.get_dictionary(page)
                .unwrap()
                .get(b"Rotate")
                .and_then(Object::as_i64)
                .ok()
        })
        .collect();
    assert_eq!(turned, [Some(90), Some(90), None, Some(90)]);
    assert_eq!(take(bound.pdf.clone()).unwrap(), bound);
}

#[test]
fn more_pages_than_anybody_reads_are_refused() {
    assert_eq!(take(pdf(501, |_, _| {})), Err(Unfit::TooManyPages));
    assert_eq!(join(&vec![pdf(300, |_, _| {}); 2]), Err(Unfit::TooManyPages));
}
