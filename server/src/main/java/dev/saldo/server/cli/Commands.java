package dev.saldo.server.cli;

import java.util.List;
import picocli.CommandLine;

/// Every command of this package, ready to be put under the program's name.
public final class Commands {
  private Commands() {}

  public static List<CommandLine> all(Invocation invocation) {
    var customers = new CustomersCommand(invocation);
    var keys = new KeysCommand(invocation);
    var subscriptions = new SubscriptionsCommand(invocation);
    return List.of(
        new CommandLine(new CatalogCommand(invocation))
            .addSubcommand(new CatalogMigrate(invocation))
            .addSubcommand(new CatalogMigrations(invocation)),
        new CommandLine(keys).addSubcommand(new KeysCommand.Create(keys)),
        new CommandLine(customers).addSubcommand(new CustomersCommand.Create(customers)),
        new CommandLine(subscriptions)
            .addSubcommand(new SubscriptionChanging.Begin(subscriptions))
            .addSubcommand(new SubscriptionChanging.Change(subscriptions)),
        new CommandLine(new QuoteCommand(invocation)),
        new CommandLine(new ClockCommand(invocation)),
        new CommandLine(new BalanceCommand(invocation)),
        new CommandLine(new ReceiptCommand(invocation)),
        new CommandLine(new InvoicesCommand(invocation)),
        new CommandLine(new JobsCommand(invocation)),
        new CommandLine(new BillCommand()).addSubcommand(new BillCommand.Run(invocation)),
        new CommandLine(new AuditCommand(invocation)),
        new CommandLine(new RerateCommand(invocation)),
        new CommandLine(new ExportCommand(invocation)),
        new CommandLine(new ImportCommand(invocation)),
        new CommandLine(new ExportTableCommand(invocation)),
        new CommandLine(new AccountingCommand())
            .addSubcommand(new AccountingCommand.Journal(invocation)),
        new CommandLine(new DoctorCommand(invocation)),
        new CommandLine(new ReplayCommand(invocation)),
        new CommandLine(new DemoCommand(invocation)));
  }
}
