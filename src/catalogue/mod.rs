//! What each AWS service sends where: data with evidence.
