//! The shape of what is kept: a number that changes whenever a struct, a field or a variant of the monitor's state does.
//!
//! A state has no names in it, so one of another shape would be read as nonsense. Nobody need remember to count a version
//! up: the types are walked as if they were read, and what they ask for is hashed. It knows nothing of their meaning.

use std::collections::BTreeMap;
use std::fmt;

use super::hash;
use serde::de::value::U32Deserializer;
use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, IntoDeserializer, Visitor};

/// Walks so often at most: a type with more variants than this in one place is hashed by their names alone.
const WALKS: usize = 64;

/// The shape of a type.
pub(super) fn of<'de, T: Deserialize<'de>>() -> u64 {
    let mut walk = Walk { hash: hash::START, variants: BTreeMap::new() };
    for _ in 0..WALKS {
        // A type that refuses the made-up values has said what it asks for all the same.
        let _made_up = T::deserialize(&mut walk);
        if walk.variants.values().all(|(next, of)| next >= of) {
            break;
        }
    }
    walk.hash
}

struct Walk {
    hash: u64,
    /// By an enum's name and its variants: which comes next, and how many there are.
    variants: BTreeMap<(&'static str, &'static [&'static str]), (usize, usize)>,
}

impl Walk {
    fn note(&mut self, word: &str) {
        self.hash = hash::on(self.hash, word.bytes().chain([0]));
    }
}

/// What a type asked for that cannot be kept without names.
#[derive(Debug)]
struct Refused(String);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refused {}

impl de::Error for Refused {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

macro_rules! plain {
    ($($method:ident $visit:ident $value:expr;)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
            self.note(stringify!($visit));
            visitor.$visit($value)
        })*
    };
}

impl<'de> Deserializer<'de> for &mut Walk {
    type Error = Refused;

    plain! {
        deserialize_bool visit_bool false;
        deserialize_i8 visit_i8 0;
        deserialize_i16 visit_i16 0;
        deserialize_i32 visit_i32 0;
        deserialize_i64 visit_i64 0;
        deserialize_u8 visit_u8 0;
        deserialize_u16 visit_u16 0;
        deserialize_u32 visit_u32 0;
        deserialize_u64 visit_u64 0;
        deserialize_f32 visit_f32 0.0;
        deserialize_f64 visit_f64 0.0;
        deserialize_char visit_char 'a';
        deserialize_str visit_str "";
        deserialize_string visit_str "";
        deserialize_bytes visit_bytes &[];
        deserialize_byte_buf visit_bytes &[];
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Refused> {
        Err(de::Error::custom("a value without a type"))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_unit()
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.note("option");
        visitor.visit_some(self)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.note("unit");
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Refused> {
        self.note(name);
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Refused> {
        self.note(name);
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.note("list");
        visitor.visit_seq(Parts { walk: self, left: 1 })
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Refused> {
        self.note(&len.to_string());
        visitor.visit_seq(Parts { walk: self, left: len })
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, Refused> {
        self.note(name);
        self.deserialize_tuple(len, visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.note("map");
        visitor.visit_map(Parts { walk: self, left: 1 })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        self.note(name);
        fields.iter().for_each(|field| self.note(field));
        visitor.visit_seq(Parts { walk: self, left: fields.len() })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        self.note(name);
        variants.iter().for_each(|variant| self.note(variant));
        let (next, of) = self.variants.entry((name, variants)).or_insert((0, variants.len()));
        let which = (*next).min(of.saturating_sub(1));
        *next += 1;
        visitor.visit_enum(Variant { walk: self, which: u32::try_from(which).unwrap_or_default() })
    }

    fn is_human_readable(&self) -> bool {
        false
    }
}

/// The parts of a list, a tuple or a struct, one after another.
struct Parts<'a> {
    walk: &'a mut Walk,
    left: usize,
}

impl<'de> de::SeqAccess<'de> for Parts<'_> {
    type Error = Refused;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Refused> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        seed.deserialize(&mut *self.walk).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left)
    }
}

impl<'de> de::MapAccess<'de> for Parts<'_> {
    type Error = Refused;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Refused> {
        de::SeqAccess::next_element_seed(self, seed)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Refused> {
        seed.deserialize(&mut *self.walk)
    }
}

/// One variant of an enum.
struct Variant<'a> {
    walk: &'a mut Walk,
    which: u32,
}

impl<'de, 'a> de::EnumAccess<'de> for Variant<'a> {
    type Error = Refused;
    type Variant = &'a mut Walk;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, &'a mut Walk), Refused> {
        let which: U32Deserializer<Refused> = self.which.into_deserializer();
        Ok((seed.deserialize(which)?, self.walk))
    }
}

impl<'de> de::VariantAccess<'de> for &mut Walk {
    type Error = Refused;

    fn unit_variant(self) -> Result<(), Refused> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Refused> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Refused> {
        self.deserialize_tuple(len, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Refused> {
        self.deserialize_struct("", fields, visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    mod one {
        #[derive(serde::Deserialize)]
        pub enum Kind {
            _Plain,
            _Amount { _known: f64 },
        }

        #[derive(serde::Deserialize)]
        pub struct Kept {
            _kind: Option<Kind>,
            _days: Vec<[u32; 2]>,
        }
    }

    mod other {
        #[derive(serde::Deserialize)]
        pub enum Kind {
            _Plain,
            _Amount { _known: f64, _spread: f64 },
        }

        #[derive(serde::Deserialize)]
        pub struct Kept {
            _kind: Option<Kind>,
            _days: Vec<[u32; 2]>,
        }
    }

    #[test]
    fn a_field_within_a_list_an_option_or_a_variant_changes_the_shape() {
        assert_eq!(of::<one::Kept>(), of::<one::Kept>());
        assert_ne!(of::<one::Kept>(), of::<other::Kept>());
        assert_ne!(of::<Vec<[u32; 2]>>(), of::<Vec<[u32; 3]>>());
        assert_ne!(of::<Option<u32>>(), of::<u32>());
    }
}
