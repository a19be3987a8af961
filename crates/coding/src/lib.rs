//! dateline coding
