//! dateline control
