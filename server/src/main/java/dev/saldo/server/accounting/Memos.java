package dev.saldo.server.accounting;

import dev.saldo.core.revenue.Occasion;
import dev.saldo.server.problem.Language;

/// What an entry is about, in a person's language.
final class Memos {
  private Memos() {}

  static String of(Occasion occasion, Language language) {
    return switch (language) {
      case EN -> english(occasion);
      case ES -> spanish(occasion);
      case PT_BR -> portuguese(occasion);
    };
  }

  private static String english(Occasion occasion) {
    return switch (occasion) {
      case CREDITS_SOLD -> "Credits sold";
      case CREDITS_MOVED -> "Credits moved between grants";
      case CREDITS_RETURNED -> "Used credits given back";
      case CREDITS_ADDED -> "Credits added by a correction";
      case CREDITS_USED -> "Credits used";
      case CREDITS_REMOVED -> "Credits taken away by a correction";
      case CREDITS_EXPIRED -> "Credits expired";
      case INVOICED -> "Invoices and credit notes";
      case FEES_EARNED -> "Fees earned over time";
    };
  }

  private static String spanish(Occasion occasion) {
    return switch (occasion) {
      case CREDITS_SOLD -> "Créditos vendidos";
      case CREDITS_MOVED -> "Créditos movidos entre concesiones";
      case CREDITS_RETURNED -> "Créditos usados que se devuelven";
      case CREDITS_ADDED -> "Créditos añadidos por una corrección";
      case CREDITS_USED -> "Créditos usados";
      case CREDITS_REMOVED -> "Créditos retirados por una corrección";
      case CREDITS_EXPIRED -> "Créditos caducados";
      case INVOICED -> "Facturas y notas de crédito";
      case FEES_EARNED -> "Cuotas devengadas con el tiempo";
    };
  }

  private static String portuguese(Occasion occasion) {
    return switch (occasion) {
      case CREDITS_SOLD -> "Créditos vendidos";
      case CREDITS_MOVED -> "Créditos movidos entre concessões";
      case CREDITS_RETURNED -> "Créditos usados que foram devolvidos";
      case CREDITS_ADDED -> "Créditos acrescentados por uma correção";
      case CREDITS_USED -> "Créditos usados";
      case CREDITS_REMOVED -> "Créditos retirados por uma correção";
      case CREDITS_EXPIRED -> "Créditos expirados";
      case INVOICED -> "Faturas e notas de crédito";
      case FEES_EARNED -> "Mensalidades reconhecidas com o tempo";
    };
  }
}
