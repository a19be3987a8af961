//! dateline place
