package dev.saldo.server.id;

/// The kinds of thing that have an id, each with the prefix it is shown with: the one registry.
public enum IdKind {
  WORKSPACE("ws"),
  API_KEY("key"),
  CUSTOMER("cus"),
  MEMBER("mem"),
  COST_CENTRE("ctr"),
  AUTOMATION("aut"),
  WALLET("wal"),
  GRANT("grt"),
  CHARGE("chg"),
  HOLD("hld"),
  EVENT("evt"),
  REFUND("ref"),
  TRANSFER("trf"),
  CORRECTION("cor"),
  BUDGET("bud"),
  RESOURCE("rsc"),
  CHANGE("chn"),
  SUBSCRIPTION("sub"),
  INVOICE("inv"),
  MIGRATION("mig"),
  PORTAL_SESSION("ps"),
  CHECKPOINT("chk");

  private final String prefix;

  IdKind(String prefix) {
    this.prefix = prefix;
  }

  public String prefix() {
    return prefix;
  }
}
