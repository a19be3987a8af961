//! dateline ledger
