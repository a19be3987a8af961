//! dateline actor
