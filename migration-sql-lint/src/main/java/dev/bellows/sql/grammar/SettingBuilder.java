package dev.bellows.sql.grammar;

import dev.bellows.sql.grammar.PostgresParser.*;
import dev.bellows.sql.tree.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** SET and RESET, of the session and of a database. */
final class SettingBuilder {
    private SettingBuilder() {}

    static Statement reset(ResetContext context, Place place) {
        return new SetSetting(false, true, settingName(context.settingName()), List.of(), place);
    }

    static Statement set(SetContext context, Place place) {
        boolean local = context.LOCAL() != null;
        if (context.transactionSetting() != null) {
            boolean session = context.transactionSetting().SESSION() != null;
            return new SetSetting(local, false, session ? "session characteristics" : "transaction", List.of(), place);
        } else if (context.setting() == null) {
            return new Unrecognised("SET CONSTRAINTS", place);
        }
        SettingContext setting = context.setting();
        List<String> values = new ArrayList<>();
        for (SettingValueContext value : setting.settingValue()) {
            values.add(
                    value.wordOrString() == null
                            ? NameBuilder.text(value)
                            : NameBuilder.identifier(value.wordOrString()).name());
        }
        if (values.isEmpty() && setting.string() != null) {
            values.add(NameBuilder.string(setting.string()));
        } else if (values.isEmpty() && setting.wordOrString() != null) {
            values.add(NameBuilder.identifier(setting.wordOrString()).name());
        }
        return new SetSetting(local, setting.DEFAULT() != null, settingName(setting), values, place);
    }

    static String settingName(SettingContext context) {
        if (context.settingPath() != null) {
            return NameBuilder.qualified(context.settingPath()).toString().toLowerCase(Locale.ROOT);
        } else if (context.SCHEMA() != null) {
            return "search_path";
        } else if (context.NAMES() != null) {
            return "client_encoding";
        } else if (context.AUTHORIZATION() != null) {
            return "session_authorization";
        }
        return context.TIME() != null
                ? "timezone"
                : context.getStart().getText().toLowerCase(Locale.ROOT);
    }

    static String settingName(SettingNameContext context) {
        if (context.settingPath() != null) {
            return NameBuilder.qualified(context.settingPath()).toString().toLowerCase(Locale.ROOT);
        } else if (context.AUTHORIZATION() != null) {
            return "session_authorization";
        } else if (context.ISOLATION() != null) {
            return "transaction_isolation";
        }
        return context.TIME() != null ? "timezone" : "all";
    }

    static Statement alter(AlterDatabaseContext context, Place place) {
        if (context.RENAME() != null || context.OWNER() != null) {
            return AlterObjectBuilder.alter(context, place);
        }
        Identifier tablespace =
                context.TABLESPACE() == null ? null : NameBuilder.identifier((SqlToken) context.getStop());
        for (DatabaseOptionContext option : context.databaseOption()) {
            tablespace = option.TABLESPACE() == null ? tablespace : NameBuilder.identifier((SqlToken) option.getStop());
        }
        String setting = null;
        if (context.setting() != null) {
            setting = settingName(context.setting());
        } else if (context.settingName() != null) {
            setting = settingName(context.settingName());
        }
        return new AlterDatabase(
                NameBuilder.identifier(context.identifier(0)), tablespace, setting, context.REFRESH() != null, place);
    }
}
