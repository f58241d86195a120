//! The promises about files, with the files in a bucket behind S3.

mod suite;

mod embedded {
    crate::promises_of_files!(crate::suite::bucket::beside(crate::suite::Home::folder()));
}

/// The engine and the place of files do not know of each other: a part is enough here.
mod server {
    crate::promises! { crate::suite::bucket::beside(crate::suite::Home::server().await);
        blobs: notes_of_files_agree_with_bodies;
        carrying: an_erased_file_stays_erased_after_a_restore;
    }
}
