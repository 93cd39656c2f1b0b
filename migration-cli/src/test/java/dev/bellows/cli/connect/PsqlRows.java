package dev.bellows.cli.connect;

/**
 * The rows of {@link AsPsqlTest}: variables, then {@code --} and a connection string; after the bar a part of what the server
 * sees, or after {@code !} a part of our error. Names in braces are the servers' ports and folders.
 */
final class PsqlRows {
    static final String TEXT = """
            # who and where: the environment
            PGHOST={sockets} PGPORT={primary} PGDATABASE=shop | {me} shop socket {primary} primary no TLS
            PGHOST={sockets} PGPORT={primary} PGDATABASE=shop PGUSER=app | app shop socket
            PGHOST=127.0.0.1 PGPORT={primary} PGDATABASE=shop PGUSER=app | app shop 127.0.0.1 {primary} primary TLSv1.3
            PGHOSTADDR=127.0.0.1 PGPORT={primary} PGDATABASE=shop PGUSER=app | app shop 127.0.0.1
            PGHOST=::1 PGPORT={primary} PGDATABASE=shop PGUSER=app PGPASSWORD=sesame/app | app shop ::1
            PGHOST=db.example PGHOSTADDR=127.0.0.1 PGPORT={primary} PGDATABASE=shop PGUSER=app PGPASSWORD=sesame/app | app shop 127.0.0.1
            PGHOST=127.0.0.1 PGPORT={primary} PGUSER=trusty PGDATABASE=my~_shop | trusty my shop
            PGHOST=127.0.0.1 PGPORT={primary} PGUSER=trusty PGDATABASE=shop PGOPTIONS=-c~_work_mem=3MB | no certificate 3MB
            PGHOST=127.0.0.1 PGPORT={primary} PGUSER=trusty PGDATABASE=shop PGAPPNAME=deploy | 4MB deploy
            PGHOST=127.0.0.1 PGPORT={primary} PGUSER=app PGDATABASE=shop PGREQUIREPEER=nobody | app shop
            PGHOST={sockets} PGPORT={primary} PGDATABASE=shop PGREQUIREPEER={owner} | {me} shop socket
            PGHOST={sockets} PGPORT={primary} PGDATABASE=shop PGREQUIREPEER=nobody | !requirepeer specifies "nobody", but the server runs as "{owner}"
            PGHOST={sockets} PGPORT={primary} PGDATABASE=shop PGUSER=trusty | !the server wants a password, and none was found
            PGHOST=127.0.0.1 PGPORT={primary} PGUSER=trusty | !create the database trusty, or name another: --url or PGDATABASE (from the user's name)
            PGHOST=127.0.0.1 PGPORT={primary} PGUSER=nobody PGDATABASE=shop PGPASSWORD=x | !correct the password of nobody (from PGPASSWORD)
            PGHOST={sockets} PGPORT={closed} PGDATABASE=shop | !there is no socket {sockets}/.s.PGSQL.{closed}
            PGHOST=127.0.0.1 PGPORT={closed} PGDATABASE=shop | !connection to 127.0.0.1:{closed} refused
            PGHOST=no-such-host.invalid PGDATABASE=shop | !no host is known as 'no-such-host.invalid'
            PGHOST=127.0.0.1 PGPORT={primary} PGUSER=locked PGDATABASE=shop | !allow it in the server's pg_hba.conf
            PGHOST=127.0.0.1 PGPORT=port PGDATABASE=shop | !PGPORT: a port is a number from 1 to 65535
            PGHOST=127.0.0.1 PGPORT={primary} PGUSER=trusty PGDATABASE=shop PGOPTIONS=-c~_work_mem=much | !check --role, and the connection's options
            # connection strings
            -- postgresql://app@127.0.0.1:{primary}/shop | app shop 127.0.0.1
            -- postgres://app:sesame%2Fapp@localhost:{primary}/shop?hostaddr=127.0.0.1 | app shop 127.0.0.1
            -- postgresql://trusty@[::1]:{primary}/my%20shop?options=-c%20work_mem%3D5MB&application_name=ci | trusty my shop ::1 {primary} primary TLSv1.3 no certificate 5MB ci
            -- postgresql://app@{sockets_encoded}:{primary}/shop | app shop socket
            -- postgresql:///shop?host={sockets}&port={primary}&user=app | app shop socket
            -- host=127.0.0.1 port={primary} dbname='my shop' user=trusty options='-c work_mem=6MB' | trusty my shop 127.0.0.1 {primary} primary TLSv1.3 no certificate 6MB
            -- host={sockets} port={primary} dbname=shop user=app password='sesame/app' | app shop socket
            PGPORT={primary} PGUSER=trusty -- postgresql://127.0.0.1/shop | trusty shop 127.0.0.1 {primary}
            PGHOST=no-such-host.invalid PGDATABASE=other -- postgresql://trusty@127.0.0.1:{primary}/shop | trusty shop
            -- postgresql://trusty@127.0.0.1:{primary}/shop?sslmod=disable | !the URL has an unknown parameter "sslmod"
            -- postgresql://trusty@127.0.0.1:{primary}/shop?user=app | app shop
            # several hosts
            -- postgresql://trusty@127.0.0.1:{closed},127.0.0.1:{primary}/shop | {primary} primary
            PGHOST=127.0.0.1,127.0.0.1 PGPORT={closed},{primary} PGUSER=trusty PGDATABASE=shop | {primary} primary
            -- postgresql://trusty@no-such-host.invalid,127.0.0.1/shop?port={primary} | {primary} primary
            -- postgresql://trusty@127.0.0.1:{standby},127.0.0.1:{primary}/shop?target_session_attrs=any | {standby} standby
            -- postgresql://trusty@127.0.0.1:{standby},127.0.0.1:{primary}/shop?target_session_attrs=read-write | {primary} primary
            -- postgresql://trusty@127.0.0.1:{standby},127.0.0.1:{primary}/shop?target_session_attrs=primary | {primary} primary
            -- postgresql://trusty@127.0.0.1:{primary},127.0.0.1:{standby}/shop?target_session_attrs=standby | {standby} standby
            -- postgresql://trusty@127.0.0.1:{primary},127.0.0.1:{standby}/shop?target_session_attrs=read-only | {standby} standby
            -- postgresql://trusty@127.0.0.1:{primary},127.0.0.1:{standby}/shop?target_session_attrs=prefer-standby | {standby} standby
            -- postgresql://trusty@127.0.0.1:{primary}/shop?target_session_attrs=prefer-standby | {primary} primary
            PGHOST=127.0.0.1 PGPORT={standby} PGUSER=trusty PGDATABASE=shop PGTARGETSESSIONATTRS=read-write | !127.0.0.1:{standby}: it is read-only
            PGHOST=127.0.0.1 PGPORT={primary} PGUSER=trusty PGDATABASE=shop PGTARGETSESSIONATTRS=standby | !127.0.0.1:{primary}: it is not a standby
            PGHOST=127.0.0.1 PGPORT={primary} PGUSER=trusty PGDATABASE=shop PGTARGETSESSIONATTRS=first | !PGTARGETSESSIONATTRS: target_session_attrs is any
            -- postgresql://app:wrong@127.0.0.1:{primary},127.0.0.1:{plain}/shop?target_session_attrs=any | !correct the password of app (from --url)
            -- postgresql://trusty@127.0.0.1:{primary},127.0.0.1:{plain}/shop?port=1,2,3 | !3 ports do not match 2 hosts
            # the service file
            PGSERVICE=shop | app shop 127.0.0.1 {primary} primary TLSv1.3 no certificate 7MB
            -- service=shop | app shop 127.0.0.1
            PGUSER=nobody PGPORT=1 PGSERVICE=shop | app shop 127.0.0.1 {primary}
            -- service=shop user=trusty options='-c work_mem=8MB' | trusty shop 127.0.0.1 {primary} primary TLSv1.3 no certificate 8MB
            -- postgresql://?service=shop | app shop 127.0.0.1
            PGSERVICE=shop -- postgresql://trusty@/my%20shop | trusty my shop 127.0.0.1 {primary}
            HOME=home-open PGSERVICE=secret | app shop
            PGSERVICE=everybody PGSYSCONFDIR={system} | app my shop
            PGSERVICE=everybody PGSERVICEFILE={system}/pg_service.conf | app my shop
            PGSERVICE=nowhere | !PGSERVICE: no service "nowhere" is defined
            PGSERVICE=broken | !~/.pg_service.conf:16: unknown parameter "hots"
            # the password file
            HOME=home-open -- postgresql://app@127.0.0.1:{primary}/shop | !~/.pgpass is ignored: it has group or world access
            PGPASSFILE={home}/.pgpass HOME=home-open -- postgresql://app@127.0.0.1:{primary}/shop | app shop
            -- host=127.0.0.1 port={primary} dbname=shop user=app passfile=/nowhere/at/all | !a line in /nowhere/at/all, PGPASSWORD or --password-file
            -- postgresql://a%3Ab@127.0.0.1:{primary}/shop | a:b shop
            PGPASSWORD=wrong -- postgresql://app@127.0.0.1:{primary}/shop | !correct the password of app (from PGPASSWORD)
            # TLS
            -- postgresql://trusty@localhost:{primary}/shop?hostaddr=127.0.0.1&sslmode=disable | no TLS
            -- postgresql://trusty@localhost:{primary}/shop?hostaddr=127.0.0.1&sslmode=allow | no TLS
            -- postgresql://trusty@localhost:{primary}/shop?hostaddr=127.0.0.1&sslmode=prefer | TLSv1.3
            -- postgresql://trusty@localhost:{primary}/shop?hostaddr=127.0.0.1&sslmode=require | TLSv1.3
            -- postgresql://trusty@db.example:{primary}/shop?hostaddr=127.0.0.1&sslmode=verify-full&sslrootcert={certificates}/authority.crt | TLSv1.3
            -- postgresql://trusty@other.example:{primary}/shop?hostaddr=127.0.0.1&sslmode=verify-ca&sslrootcert={certificates}/authority.crt | TLSv1.3
            -- postgresql://trusty@other.example:{primary}/shop?hostaddr=127.0.0.1&sslmode=verify-full&sslrootcert={certificates}/authority.crt | !the server's certificate is not for the host other.example
            -- postgresql://trusty@localhost:{primary}/shop?hostaddr=127.0.0.1&sslmode=verify-ca&sslrootcert={certificates}/stranger.crt | !not signed by an authority in {certificates}/stranger.crt
            -- postgresql://trusty@localhost:{primary}/shop?hostaddr=127.0.0.1&sslmode=require&sslrootcert={certificates}/stranger.crt | !not signed by an authority in {certificates}/stranger.crt
            -- postgresql://trusty@localhost:{primary}/shop?hostaddr=127.0.0.1&sslmode=prefer&sslrootcert={certificates}/stranger.crt | no TLS
            -- postgresql://trusty@localhost:{primary}/shop?hostaddr=127.0.0.1&sslmode=verify-ca | !there is no root certificate file
            -- postgresql://trusty@localhost:{primary}/shop?hostaddr=127.0.0.1&sslmode=verify-ca&sslrootcert={certificates}/authority.key | !there is no readable certificate in
            -- postgresql://trusty@localhost:{primary}/shop?hostaddr=127.0.0.1&sslmode=require&sslrootcert=/nowhere/at/all | TLSv1.3
            HOME=home-root PGSSLMODE=verify-full -- postgresql://trusty@localhost:{primary}/shop?hostaddr=127.0.0.1 | TLSv1.3
            HOME=home-stranger PGSSLMODE=require -- postgresql://trusty@localhost:{primary}/shop?hostaddr=127.0.0.1 | !not signed by an authority in
            HOME=home-stranger -- postgresql://trusty@localhost:{primary}/shop?hostaddr=127.0.0.1 | no TLS
            PGREQUIRESSL=1 HOME=home-stranger -- postgresql://trusty@localhost:{primary}/shop?hostaddr=127.0.0.1 | !not signed by an authority in
            -- postgresql://trusty@localhost:{standby}/shop?hostaddr=127.0.0.1&sslmode=verify-ca&sslrootcert={certificates}/authority.crt | !the server's certificate has expired
            -- postgresql://trusty@localhost:{standby}/shop?hostaddr=127.0.0.1&sslmode=require | TLSv1.3
            -- postgresql://app@localhost:{plain}/shop?hostaddr=127.0.0.1&sslmode=require | !does not offer TLS, and sslmode is require
            -- postgresql://app@localhost:{plain}/shop?hostaddr=127.0.0.1&sslmode=prefer | app shop 127.0.0.1 {plain} primary no TLS
            PGSSLMODE=verify-full -- postgresql://app@{sockets_encoded}:{primary}/shop | app shop socket
            -- postgresql://tls@localhost:{primary}/shop?hostaddr=127.0.0.1&sslmode=disable | !with TLS it may be allowed: sslmode=require
            -- postgresql://tls@localhost:{primary}/shop?hostaddr=127.0.0.1&sslmode=allow | tls shop 127.0.0.1 {primary} primary TLSv1.3
            -- postgresql://plain@localhost:{primary}/shop?hostaddr=127.0.0.1&sslmode=prefer | plain shop 127.0.0.1 {primary} primary no TLS
            -- postgresql://plain@localhost:{primary}/shop?hostaddr=127.0.0.1&sslmode=require | !allow it in the server's pg_hba.conf
            PGSSLMAXPROTOCOLVERSION=TLSv1.2 -- postgresql://trusty@127.0.0.1:{primary}/shop | TLSv1.2
            PGSSLMINPROTOCOLVERSION=TLSv1.3 -- postgresql://trusty@127.0.0.1:{primary}/shop | TLSv1.3
            PGSSLMINPROTOCOLVERSION=TLSv1.3 PGSSLMAXPROTOCOLVERSION=TLSv1.2 PGSSLMODE=require -- postgresql://trusty@127.0.0.1:{primary}/shop | !is above ssl_max_protocol_version
            PGSSLCRL={certificates}/revoked.crl -- postgresql://trusty@localhost:{primary}/shop?hostaddr=127.0.0.1&sslmode=verify-ca&sslrootcert={certificates}/authority.crt | !the server's certificate is revoked
            PGSSLCRL={certificates}/unrelated.crl -- postgresql://trusty@localhost:{primary}/shop?hostaddr=127.0.0.1&sslmode=verify-ca&sslrootcert={certificates}/authority.crt | TLSv1.3
            # client certificates
            -- postgresql://cert@127.0.0.1:{primary}/shop?sslcert={certificates}/cert.crt&sslkey={certificates}/cert.key | TLSv1.3 /CN=cert
            -- postgresql://cert@127.0.0.1:{primary}/shop?sslcert={certificates}/cert.crt&sslkey={certificates}/cert.rsa | TLSv1.3 /CN=cert
            HOME=home-root PGSSLMODE=require -- postgresql://cert@127.0.0.1:{primary}/shop | TLSv1.3 /CN=cert
            -- postgresql://cert@127.0.0.1:{primary}/shop?sslmode=require | !give a certificate that the server's ssl_ca_file trusts
            -- postgresql://cert@127.0.0.1:{primary}/shop?sslmode=require&sslcert={certificates}/stranger.crt&sslkey={certificates}/stranger.key | !give one that the server's ssl_ca_file trusts
            -- postgresql://cert@127.0.0.1:{primary}/shop?sslmode=require&sslcert={certificates}/cert.crt&sslkey={certificates}/open.key | !has group or world access
            -- postgresql://cert@127.0.0.1:{primary}/shop?sslmode=require&sslcert={certificates}/cert.crt&sslkey=/nowhere/at/all | !no private key file /nowhere/at/all
            -- postgresql://cert@127.0.0.1:{primary}/shop?sslmode=require&sslcert={certificates}/cert.crt&sslkey={certificates}/cert.crt | !there is no private key that can be read in
            -- postgresql://app@127.0.0.1:{primary}/shop?channel_binding=require&sslmode=require | app shop 127.0.0.1 {primary} primary TLSv1.3
            -- postgresql://app@127.0.0.1:{primary}/shop?channel_binding=require&sslmode=disable | !
            -- postgresql://app@127.0.0.1:{primary}/shop?gssencmode=require | !
            """;

    private PsqlRows() {}
}
