//! The anomaly detection: it learns one home from its readings alone and says what has changed.
pub mod alert;
