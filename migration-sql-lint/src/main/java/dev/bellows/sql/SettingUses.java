package dev.bellows.sql;

import dev.bellows.sql.TransactionUse.Refused;
import dev.bellows.sql.TransactionUse.Refused.Reason;
import dev.bellows.sql.tree.SetSetting;

/** SET and RESET. */
final class SettingUses {
    private SettingUses() {}

    /**
     * What it means.
     *
     * @param reset RESET rather than SET … TO DEFAULT
     */
    static TransactionUse of(SetSetting setting, boolean reset) {
        String name = setting.name();
        if (name.equals(ConformingStrings.SETTING)) {
            return ConformingStrings.areKeptBy(setting)
                    ? TransactionUses.WEAK
                    : new Refused((reset ? "RESET " : "SET ") + name, Reason.CHANGES_THE_STRINGS);
        }
        return reset ? TransactionUses.WEAK : set(name);
    }

    private static TransactionUse set(String name) {
        return switch (name) {
            case "session characteristics" ->
                new Refused("SET SESSION CHARACTERISTICS", Reason.CHANGES_THE_TRANSACTION);
            // The three settings are another way to write SET TRANSACTION.
            case "transaction", "transaction_isolation", "transaction_read_only", "transaction_deferrable" ->
                new Refused("SET TRANSACTION", Reason.CHANGES_THE_TRANSACTION);
            default -> TransactionUses.WEAK;
        };
    }
}
