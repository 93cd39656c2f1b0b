package dev.bellows.sql;

import dev.bellows.sql.TransactionUse.OnlyOnce;
import dev.bellows.sql.TransactionUse.Repeatable;
import dev.bellows.sql.grammar.Names;
import dev.bellows.sql.tree.AlterSubscription;
import dev.bellows.sql.tree.CreateSubscription;
import dev.bellows.sql.tree.Option;
import java.util.List;

/**
 * CREATE and ALTER SUBSCRIPTION: forbidden inside a transaction block when they create a replication slot, change one or
 * fetch from the publisher.
 */
final class SubscriptionUses {
    private SubscriptionUses() {}

    /** A slot is created unless create_slot says no, or connect, on which its default depends. */
    static TransactionUse of(CreateSubscription statement) {
        List<Option> options = statement.options();
        boolean createsSlot = isOn(options, "create_slot", isOn(options, "connect", true));
        return createsSlot ? new OnlyOnce("CREATE SUBSCRIPTION") : TransactionUses.STRONG;
    }

    static TransactionUse of(AlterSubscription statement) {
        List<Option> options = statement.options();
        String command = "ALTER SUBSCRIPTION ... " + statement.action();
        return switch (statement.action()) {
            case "REFRESH PUBLICATION" -> new Repeatable(command);
            case "SET PUBLICATION" -> isOn(options, "refresh", true) ? new Repeatable(command) : TransactionUses.STRONG;
            case "ADD PUBLICATION", "DROP PUBLICATION" ->
                isOn(options, "refresh", true) ? new OnlyOnce(command) : TransactionUses.STRONG;
            case "SET" -> set(options);
            default -> TransactionUses.STRONG;
        };
    }

    /** Options that the slot has too: failover since 17 in both directions, two_phase since 18 when it is switched off. */
    private static TransactionUse set(List<Option> options) {
        if (options.stream().anyMatch(option -> option.name().equals("failover"))) {
            return new Repeatable("ALTER SUBSCRIPTION ... SET (failover)");
        }
        return isOn(options, "two_phase", true)
                ? TransactionUses.STRONG
                : new Repeatable("ALTER SUBSCRIPTION ... SET (two_phase)");
    }

    /** As the last of several options with this name says: on when it has no value. */
    private static boolean isOn(List<Option> options, String name, boolean byDefault) {
        boolean on = byDefault;
        for (Option option : options) {
            if (option.name().equals(name)) {
                String value = option.value() == null ? "on" : Names.lowerCase(option.value());
                on = !(value.equals("off") || value.equals("false") || value.equals("0"));
            }
        }
        return on;
    }
}
