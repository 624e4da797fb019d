//! Laws of insertion, tried on many small maps in many styles.
