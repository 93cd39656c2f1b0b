/**
 * Leases, evidence, the gate. A live application instance has a lease that names its build; a contract runs only while nothing
 * lives whose build lacks what the contract needs, and the database itself is asked.
 */
@NullMarked
package dev.bellows.gate;

import org.jspecify.annotations.NullMarked;
