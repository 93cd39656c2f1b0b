// A lease from Go, with pgx.  Argument: the folder of migrations.  PGHOST, PGDATABASE…: the database.
package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

func serve(ctx context.Context, folder string) error {
	build, _ := filepath.Glob(filepath.Join(folder, "[0-9]*"))
	for i := range build {
		build[i] = filepath.Base(build[i])
	}
	config, err := pgx.ParseConfig("")
	if err != nil {
		return err
	}
	head, _, _ := strings.Cut(build[len(build)-1], "_")
	config.RuntimeParams["application_name"] = head + "@orders" // for the sessions of your pool too
	database, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return err
	}
	defer database.Close(context.Background())
	instance := rand.Text()
	enter := func() error {
		_, err := database.Exec(ctx, "SELECT bellows_enter($1, 'orders', $2, '1.4.0')", instance, build)
		return err
	}

	if err := enter(); err != nil {
		return err
	}
	fmt.Println("serving") // start your server here
	for {
		select {
		case <-ctx.Done():
			fmt.Println("stopped") // stop your server here, and close its pool
			_, err := database.Exec(context.Background(), "SELECT bellows_leave($1)", instance)
			return err
		case <-time.After(20 * time.Second):
			var until *time.Time
			if err := database.QueryRow(ctx, "SELECT bellows_renew($1)", instance).Scan(&until); err != nil {
				return err
			}
			if until == nil {
				if err := enter(); err != nil {
					return err
				}
			}
		}
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	var problem *pgconn.PgError
	if err := serve(ctx, os.Args[1]); errors.As(err, &problem) && problem.Code == "BW001" {
		// A contract has overtaken this build.
		fmt.Fprintln(os.Stderr, "not serving:", err)
		os.Exit(3)
	} else if err != nil {
		// Without a lease nothing may be served, whatever the reason.
		fmt.Fprintln(os.Stderr, "not serving:", err)
		os.Exit(1)
	}
}
