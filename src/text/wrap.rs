//! Line breaking with kinsoku. Being written.
