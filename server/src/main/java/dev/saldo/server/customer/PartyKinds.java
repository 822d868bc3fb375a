package dev.saldo.server.customer;

import dev.saldo.server.id.IdKind;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.Schema;
import dev.saldo.store.customer.Party;
import java.util.ArrayList;
import java.util.List;

/// How each kind of party looks in the API.
///
/// @param path the last part of its list's address
/// @param object what one is called in operations and schemas
/// @param plural what several are called
/// @param words what one is called in a sentence
record PartyKinds(Party.Kind kind, String path, String object, String plural, String words) {
  static final List<PartyKinds> ALL =
      List.of(
          new PartyKinds(Party.Kind.MEMBER, "members", "Member", "Members", "member"),
          new PartyKinds(
              Party.Kind.COST_CENTRE, "cost-centres", "CostCentre", "CostCentres", "cost centre"),
          new PartyKinds(
              Party.Kind.AUTOMATION, "automations", "Automation", "Automations", "automation"));

  static IdKind idKind(Party.Kind kind) {
    return switch (kind) {
      case MEMBER -> IdKind.MEMBER;
      case COST_CENTRE -> IdKind.COST_CENTRE;
      case AUTOMATION -> IdKind.AUTOMATION;
    };
  }

  Schema input() {
    List<Field> fields = new ArrayList<>();
    fields.add(
        Field.of("external_id", CustomerSchemas.EXTERNAL_ID, "Your own id for it, for good."));
    fields.add(Field.of("name", Schema.name(), "What people call it."));
    fields.addAll(details());
    return Schema.named(object + "Input", Schema.object(fields));
  }

  Schema change() {
    List<Field> fields = new ArrayList<>();
    fields.add(Field.optional("name", Schema.name(), "What people call it."));
    fields.addAll(details());
    return Schema.named(object + "Change", Schema.object(fields));
  }

  Schema shown() {
    List<Field> fields = new ArrayList<>();
    fields.add(Field.of("id", Schema.id(idKind(kind).prefix()), "Its id."));
    fields.add(Field.of("external_id", Schema.text(255), "Your own id for it."));
    fields.add(Field.of("name", Schema.name(), "What people call it."));
    fields.addAll(details());
    fields.add(Field.of("created_at", Schema.time(), "When it was put in."));
    fields.add(Field.of("updated_at", Schema.time(), "When it was last changed."));
    return Schema.named(object, Schema.object(fields));
  }

  private List<Field> details() {
    Schema figure = Schema.decimal(Schema.Sign.NOT_NEGATIVE);
    return switch (kind) {
      case MEMBER -> List.of(Field.nullable("email", CustomerSchemas.EMAIL, "The e-mail address."));
      case COST_CENTRE -> List.of();
      case AUTOMATION ->
          List.of(
              Field.nullable(
                  "minutes_saved", figure, "How many minutes of a person one execution saves."),
              Field.nullable(
                  "hourly_cost", figure, "What that person costs, in the customer's currency."),
              Field.nullable(
                  "market_price",
                  figure,
                  "What one execution costs elsewhere, in the customer's currency."),
              Field.nullable(
                  "estimated_credits",
                  figure,
                  "How many credits one execution is expected to use."));
    };
  }
}
