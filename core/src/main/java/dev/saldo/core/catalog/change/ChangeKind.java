package dev.saldo.core.catalog.change;

/// What a change is about; after each, the subjects its words name.
public enum ChangeKind {
  /// Unit.
  UNIT,
  /// Unit, currency.
  LIST_PRICE,
  /// Meter.
  METER,
  /// Meter.
  METER_RULE,
  /// Title.
  FEATURE,
  /// Name.
  FEATURE_TITLE,
  /// Card.
  RATE_CARD,
  /// Card.
  CARD_RULE,
  /// Card.
  CARD_MARKUP,
  /// Card, condition.
  CARD_MULTIPLIER,
  /// Card, line.
  CARD_LINE,
  /// Card, line.
  CARD_LINE_LABELS,
  /// Card, line, component, band.
  CARD_PRICE,
  /// Title.
  ACTION,
  /// Name.
  ACTION_TITLE,
  /// Title.
  ACTION_PRICE,
  /// Title.
  ACTION_TIMES,
  /// Title.
  ACTION_MINIMUM,
  /// Title.
  ACTION_STEP,
  /// Title.
  ACTION_FEATURE,
  /// Title.
  ACTION_FREE,
  /// Title.
  ACTION_FREE_RESET,
  /// Title, property.
  ACTION_SIZE,
  /// Title.
  ACTION_CAPTURE_OVER,
  /// Title.
  ACTION_HOLD,
  /// Title.
  ACTION_CONFIRM,
  /// Title, property.
  ACTION_ESTIMATE,
  /// Title.
  QUOTA,
  /// Name.
  QUOTA_TITLE,
  /// Title.
  QUOTA_METER,
  /// Title.
  QUOTA_RESET,
  /// Title.
  RESOURCE,
  /// Name.
  RESOURCE_TITLE,
  /// Title.
  RATE_LIMIT,
  /// Name.
  RATE_LIMIT_TITLE,
  /// Title.
  RATE_LIMIT_COUNTS,
  /// Title.
  PLAN,
  /// Name.
  PLAN_TITLE,
  /// Plan.
  PLAN_PRICE,
  /// Plan.
  PLAN_PER_SEAT,
  /// Plan.
  PLAN_SETUP,
  /// Plan.
  PLAN_ANNUAL,
  /// Plan.
  PLAN_ANNUAL_DISCOUNT,
  /// Plan.
  PLAN_MINIMUM,
  /// Plan.
  PLAN_TRIAL,
  /// Plan.
  PLAN_TRIAL_THEN,
  /// Plan, usage.
  PLAN_USAGE,
  /// Plan, meter.
  PLAN_USAGE_TITLE,
  /// Plan, usage.
  PLAN_USAGE_INCLUDED,
  /// Plan, usage.
  PLAN_USAGE_PER,
  /// Plan, usage.
  PLAN_USAGE_ABOVE,
  /// Plan, usage.
  PLAN_USAGE_NOTIFY,
  /// Plan, usage.
  PLAN_USAGE_DIMENSION,
  /// Plan, usage.
  PLAN_USAGE_DRAWS,
  /// Plan, usage.
  PLAN_USAGE_ROLLOVER,
  /// Plan, usage.
  PLAN_USAGE_ROLLOVER_PERIODS,
  /// Plan, usage and value.
  PLAN_USAGE_NEEDS,
  /// Plan, usage with value and tier.
  PLAN_USAGE_PRICE,
  /// Plan, action.
  PLAN_OVERAGE_PRICE,
  /// Plan.
  PLAN_CREDITS,
  /// Plan.
  PLAN_CREDITS_KIND,
  /// Plan.
  PLAN_CREDITS_RESET,
  /// Plan.
  PLAN_CREDITS_PRORATED,
  /// Plan.
  PLAN_CREDITS_LIFE,
  /// Plan.
  PLAN_ROLLOVER,
  /// Plan.
  PLAN_ROLLOVER_PERIODS,
  /// Plan, feature.
  PLAN_FEATURE,
  /// Plan, quota.
  PLAN_QUOTA,
  /// Plan, quota.
  PLAN_QUOTA_ABOVE,
  /// Plan, quota, window.
  PLAN_QUOTA_THROTTLE,
  /// Plan, quota.
  PLAN_QUOTA_NOTIFY,
  /// Plan, rate limit, window.
  PLAN_RATE,
  /// Plan, resource.
  PLAN_RESOURCE,
  /// Plan.
  PLAN_BLOCK,
  /// Plan.
  PLAN_NOTIFY,
  /// Plan.
  PLAN_OVERDRAFT,
  /// Plan.
  PLAN_OVERAGE,
  /// Plan, budget.
  PLAN_BUDGET,
  /// Plan, name.
  PLAN_BUDGET_TITLE,
  /// Plan, budget.
  PLAN_BUDGET_FOR,
  /// Plan, budget.
  PLAN_BUDGET_RESET,
  /// Plan, budget.
  PLAN_BUDGET_ABOVE,
  /// Plan, budget.
  PLAN_BUDGET_NOTIFY,
  /// Title.
  PACK,
  /// Name.
  PACK_TITLE,
  /// Title.
  PACK_CREDITS,
  /// Title.
  PACK_PRICE,
  /// Title.
  PACK_LIFE,
  /// Title.
  COMMITMENT,
  /// Name.
  COMMITMENT_TITLE,
  /// Title.
  COMMITMENT_CREDITS,
  /// Title.
  COMMITMENT_PRICE,
  /// Title.
  COMMITMENT_OFF,
  /// Title.
  PRODUCT,
  /// Name.
  PRODUCT_TITLE,
  /// Title.
  PRODUCT_KIND,
  /// Title, plan.
  PRODUCT_PRICE,
  /// Title, plan.
  PRODUCT_INCLUDED,
  /// Title.
  PRODUCT_NEEDS,
  /// Title.
  PRODUCT_MANY,
  /// Title.
  PRODUCT_SETUP,
  /// Title.
  PRODUCT_LIST_PRICE,
  /// Title, resource.
  PRODUCT_ADDS,
  /// Title, quantity.
  PRODUCT_DISCOUNT,
  /// Title, feature.
  PRODUCT_FEATURE,
  /// Code.
  COUPON,
  /// Code.
  COUPON_TITLE,
  /// Code.
  COUPON_OFF,
  /// Code.
  COUPON_PERIODS,
  /// Code.
  COUPON_UNTIL,
  /// Code.
  COUPON_PLANS,
  /// None.
  CURRENCIES,
  /// None.
  CURRENCY,
  /// None.
  BILLING_ANCHOR,
  /// None.
  BILLING_ZONE,
  /// None.
  BILLING_GRACE,
  /// None.
  BILLING_TAX,
  /// None.
  BILLING_DAYS,
  /// None.
  BILLING_CREDITS_SHARE,
  /// None.
  BILLING_PROGRESSIVE_AT,
  /// None.
  BILLING_GROUPS,
  /// None.
  DEFAULT_UNIT,
  /// None.
  BURN_ORDER,
  /// None.
  END_AT_RESET,
  /// None.
  REFUNDS,
  /// None.
  UPGRADE_URL
}
