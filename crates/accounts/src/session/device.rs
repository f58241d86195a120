//! Which browser on which system, as far as people recognise their own devices in a list.

use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }

        impl $name {
            /// The stable word; also the end of the key of its name on screen.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
    };
}

words! {
    /// A browser.
    Browser {
        /// Google Chrome and its kin.
        Chrome = "chrome",
        /// Cốc Cốc, common in Việt Nam.
        CocCoc = "coc_coc",
        /// Microsoft Edge.
        Edge = "edge",
        /// Mozilla Firefox.
        Firefox = "firefox",
        /// Apple Safari.
        Safari = "safari",
        /// Zalo's own browser, in which many links are opened.
        Zalo = "zalo",
        /// Something else.
        Other = "other",
    }
}

words! {
    /// An operating system.
    System {
        /// Android.
        Android = "android",
        /// iPhone and iPad.
        Ios = "ios",
        /// macOS.
        MacOs = "mac_os",
        /// Windows.
        Windows = "windows",
        /// Linux.
        Linux = "linux",
        /// Something else.
        Other = "other",
    }
}

/// A device in words. The full header is not kept: it tells more about a person than the list needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// The browser.
    pub browser: Browser,
    /// The system.
    pub system: System,
}

impl Device {
    /// Reads a `User-Agent` header. Order matters: most browsers name those before them.
    pub fn from_user_agent(header: &str) -> Self {
        let has = |word: &str| header.contains(word);
        let browser = if has("Zalo") {
            Browser::Zalo
        } else if has("coc_coc_browser") || has("CocCoc") {
            Browser::CocCoc
        } else if has("Edg/") || has("EdgA/") || has("EdgiOS/") {
            Browser::Edge
        } else if has("Firefox/") || has("FxiOS/") {
            Browser::Firefox
        } else if has("Chrome/") || has("CriOS/") || has("Chromium/") {
            Browser::Chrome
        } else if has("Safari/") {
            Browser::Safari
        } else {
            Browser::Other
        };
        let system = if has("Android") {
            System::Android
        } else if has("iPhone") || has("iPad") {
            System::Ios
        } else if has("Mac OS X") {
            System::MacOs
        } else if has("Windows") {
            System::Windows
        } else if has("Linux") || has("X11") {
            System::Linux
        } else {
            System::Other
        };
        Self { browser, system }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_browsers_are_told_apart() {
        let cases = [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
                Browser::Chrome,
                System::Windows,
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/130.0 Chrome/124.0 Safari/537.36",
                Browser::CocCoc,
                System::Windows,
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
                Browser::Safari,
                System::Ios,
            ),
            (
                "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/130.0 Mobile Safari/537.36 Zalo android/24",
                Browser::Zalo,
                System::Android,
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                Browser::Firefox,
                System::Linux,
            ),
            ("curl/8.10", Browser::Other, System::Other),
        ];
        for (header, browser, system) in cases {
            assert_eq!(Device::from_user_agent(header), Device { browser, system }, "{header}");
        }
    }
}
