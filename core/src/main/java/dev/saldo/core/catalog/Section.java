package dev.saldo.core.catalog;

/// A part of a catalog's text whose entries have names that other parts refer to.
enum Section {
  UNITS("units", "credit unit"),
  METERS("meters", "meter"),
  FEATURES("features", "feature"),
  RATE_CARDS("rate_cards", "rate card"),
  ACTIONS("actions", "action"),
  QUOTAS("quotas", "quota"),
  RATE_LIMITS("rate_limits", "rate limit"),
  RESOURCES("resources", "resource"),
  PLANS("plans", "plan"),
  PACKS("packs", "pack"),
  COMMITMENTS("commitments", "commitment"),
  PRODUCTS("products", "product"),
  COUPONS("coupons", "coupon");

  /// The key in the text.
  final String key;

  /// What one entry is called.
  final String entry;

  Section(String key, String entry) {
    this.key = key;
    this.entry = entry;
  }
}
