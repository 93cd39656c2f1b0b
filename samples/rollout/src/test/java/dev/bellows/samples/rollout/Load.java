package dev.bellows.samples.rollout;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Reads and writes without a pause, spread over the servers that take requests, as behind a load balancer. */
final class Load implements AutoCloseable {
    private static final int CLIENTS = 3;

    private final List<Server> servers;
    private final List<Thread> clients = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger taken = new AtomicInteger();
    private final ReadWriteLock balancer = new ReentrantReadWriteLock(true);
    private volatile boolean over;

    private Load(List<Server> servers) {
        this.servers = new CopyOnWriteArrayList<>(servers);
    }

    static Load on(List<Server> servers) {
        Load load = new Load(servers);
        for (int i = 0; i < CLIENTS; i++) {
            Thread client = new Thread(load::ask);
            client.start();
            load.clients.add(client);
        }
        return load;
    }

    private void ask() {
        HttpClient client = HttpClient.newHttpClient();
        for (int i = 0; !over; i++) {
            balancer.readLock().lock();
            try {
                one(client, servers.get(i % servers.size()).uri(), i % 2 == 0);
            } catch (IOException | InterruptedException e) {
                failures.add(e.toString());
            } finally {
                balancer.readLock().unlock();
            }
        }
    }

    private void one(HttpClient client, URI server, boolean writes) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server);
        if (writes) {
            request.POST(HttpRequest.BodyPublishers.ofString("1250"));
        }
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() == 200) {
            answered.incrementAndGet();
            taken.addAndGet(writes ? 1 : 0);
        } else {
            failures.add(response.statusCode() + " from " + server);
        }
    }

    /** Sends what comes to another server, once the old one has answered what it was sent. */
    void replace(Server old, Server other) {
        balancer.writeLock().lock();
        try {
            servers.add(other);
            servers.remove(old);
        } finally {
            balancer.writeLock().unlock();
        }
    }

    /** Waits for so many more answers. */
    void goOn(int requests) throws InterruptedException {
        int enough = answered.get() + requests;
        while (answered.get() < enough && failures.isEmpty()) {
            Thread.sleep(10);
        }
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    int answered() {
        return answered.get();
    }

    int taken() {
        return taken.get();
    }

    /** Lets each client have its last answer; what is counted is then what is there. */
    void end() {
        over = true;
        clients.forEach(Load::join);
    }

    private static void join(Thread client) {
        try {
            client.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end();
    }
}
