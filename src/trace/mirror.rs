//! The form in a file of the enums that [`crate::home`] keeps free of file formats.

/// Makes an enum whose variants have names in a file, in the case that is given first, and the way from it to the
/// core's enum and back. A variant that the core gains is missed by the compiler, not by a person.
macro_rules! mirrored {
    ($case:literal $file:ident is $core:ident: $($name:ident)+) => {
        #[derive(Clone, Copy, Debug, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = $case)]
        enum $file { $($name),+ }

        impl From<$core> for $file {
            fn from(core: $core) -> Self {
                match core { $($core::$name => Self::$name),+ }
            }
        }

        impl From<$file> for $core {
            fn from(file: $file) -> Self {
                match file { $($file::$name => Self::$name),+ }
            }
        }
    };
}

pub(super) use mirrored;
