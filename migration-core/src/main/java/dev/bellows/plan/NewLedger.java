package dev.bellows.plan;

import java.util.List;

/**
 * How the ledger is made where there is none.
 *
 * @param name with its schema, for people
 * @param objects what is made, each in a phrase such as {@code table bellows_head}
 * @param statements the SQL, in order: what is executed is this very list
 */
public record NewLedger(String name, List<String> objects, List<String> statements) {
    public NewLedger {
        objects = List.copyOf(objects);
        statements = List.copyOf(statements);
    }
}
