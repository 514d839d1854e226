using System.Text.Json;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Hosting;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.ServiceDefaults.Persistence;
using CrmPlatform.ServiceDefaults.Tests.V1;
using CrmPlatform.ServiceDefaults.Vocabulary;
using CrmPlatform.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.ServiceDefaults.Tests.V1
{
    /// <summary>The one event of the workbench.</summary>
    public sealed record ThingMade(Guid ThingId, string Name, int Number);
}

namespace CrmPlatform.ServiceDefaults.Tests
{
    /// <summary>What the maker makes.</summary>
    public sealed class Thing : Entity, IHasHistory
    {
        public string Name { get; set; } = "";

        public Guid HistorySubject => Id;
    }

    /// <summary>A thing as the watcher has seen it; how often is the point.</summary>
    public sealed class Sighting
    {
        public long Key { get; private set; }

        public Guid ThingId { get; init; }

        public int Number { get; init; }
    }

    public sealed class MakerDb(DbContextOptions<MakerDb> options) : ServiceDb(options)
    {
        public DbSet<Thing> Things => Set<Thing>();

        protected override void BuildModel(ModelBuilder model) => model.Entity<Thing>().ToTable("Things");
    }

    public sealed class WatcherDb(DbContextOptions<WatcherDb> options) : ServiceDb(options)
    {
        public DbSet<Sighting> Sightings => Set<Sighting>();

        protected override void BuildModel(ModelBuilder model) => model.Entity<Sighting>(sighting =>
        {
            sighting.ToTable("Sightings").HasKey(s => s.Key);
            sighting.HasIndex(s => s.ThingId);
        });
    }

    /// <summary>Decides whether the handlers fail; set by tests.</summary>
    public sealed class Trouble
    {
        public Func<ThingMade, bool> Fails { get; set; } = _ => false;

        public int Attempts => attempts;

        public void Count() => Interlocked.Increment(ref attempts);

        private int attempts;
    }

    public sealed class NoteSighting(WatcherDb db, Trouble trouble) : IHandle<ThingMade>
    {
        public Task HandleAsync(Received<ThingMade> received, CancellationToken cancellationToken)
        {
            trouble.Count();
            if (trouble.Fails(received.Event)) throw new InvalidOperationException("Trouble, as the test wished.");
            db.Sightings.Add(new Sighting { ThingId = received.Event.ThingId, Number = received.Event.Number });
            return Task.CompletedTask;
        }
    }

    public sealed class NoteSightings(WatcherDb db, Trouble trouble) : IHandleBatch<ThingMade>
    {
        public Task HandleAsync(IReadOnlyList<Received<ThingMade>> batch, CancellationToken cancellationToken)
        {
            trouble.Count();
            if (batch.Any(item => trouble.Fails(item.Event))) throw new InvalidOperationException("Trouble, as the test wished.");
            db.Sightings.AddRange(batch.Select(item => new Sighting { ThingId = item.Event.ThingId, Number = item.Event.Number }));
            return Task.CompletedTask;
        }
    }

    public sealed class NoteEverything(WatcherDb db, Trouble trouble) : IHandleAll
    {
        public Task HandleAsync(IReadOnlyList<ReceivedEvent> batch, CancellationToken cancellationToken)
        {
            trouble.Count();
            var things = batch.Where(item => item.Type == WireName.Of(typeof(ThingMade))).Select(item => JsonSerializer.Deserialize<ThingMade>(item.Payload, Json.Tolerant)!).ToList();
            if (things.Any(trouble.Fails)) throw new InvalidOperationException("Trouble, as the test wished.");
            db.Sightings.AddRange(things.Select(thing => new Sighting { ThingId = thing.ThingId, Number = thing.Number }));
            return Task.CompletedTask;
        }
    }

    /// <summary>In which way the watcher takes the maker's events.</summary>
    public enum Taking
    {
        One,
        Batch,
        All,
    }

    public sealed record ThingRequest(string Name, int Number = 0);

    public enum Mood
    {
        Glad,
        OutOfSorts,
    }

    /// <summary>Every way in which a field that may be null is described; the first to name the enum is one of them.</summary>
    public sealed record MoodView(Mood? Perhaps, Mood Surely, Coded<Mood>? Coded, JsonElement? Anything, string? Note);

    public sealed record ThingView(Guid Id, string Name, long Version) : IVersionedView;

    /// <summary>Two small services: a maker that publishes and a watcher that counts what it saw.</summary>
    public static class Bench
    {
        public static WebApplication Maker(string[] args, HostCustomisation? customise)
        {
            var builder = ServiceHost.CreateBuilder(args, "maker", customise);
            builder.AddRights((_, _) => RowScope.All);
            builder.AddDatabase<MakerDb, MakerDb, MakerDb>();
            builder.AddMessaging(messaging => messaging.Publishes(typeof(ThingMade).Assembly));
            var app = builder.Build();
            app.UseServiceDefaults(typeof(Bench).Assembly);
            var api = app.MapApi().MapGroup("/things").RequirePermission("things");
            api.MapPost("", async Task<Results<Created<ThingView>, Refused>> (ThingRequest request, MakerDb db) =>
            {
                if (request.Name == "refuse") return new Refused("thing.refused", "No.");
                var thing = new Thing { Name = request.Name };
                db.Things.Add(thing);
                db.Publish(new ThingMade(thing.Id, thing.Name, request.Number), thing.Id);
                await db.SaveChangesAsync();
                if (request.Name == "fail after saving") throw new InvalidOperationException("Too late.");
                return TypedResults.Created($"/api/v1/things/{thing.Id}", new ThingView(thing.Id, thing.Name, thing.Version));
            });
            api.MapPost("/{id:guid}/name", async Task<Results<Ok<ThingView>, Missing, Stale>> (Guid id, ThingRequest request, IfMatch ifMatch, MakerDb db) =>
            {
                if (await db.Things.SingleOrDefaultAsync(known => known.Id == id) is not { } thing) return new Missing("thing", id);
                if (!ifMatch.Matches(thing)) return new Stale(thing.Version);
                thing.Name = request.Name;
                await db.SaveChangesAsync();
                return TypedResults.Ok(new ThingView(thing.Id, thing.Name, thing.Version));
            }).RequireIfMatch();
            api.MapUpload("/file", 1024 * 1024, async Task<Created<ThingView>> (IFormFile file, MakerDb db) =>
            {
                var thing = new Thing { Name = file.FileName };
                db.Things.Add(thing);
                await db.SaveChangesAsync();
                return TypedResults.Created($"/api/v1/things/{thing.Id}", new ThingView(thing.Id, thing.Name, thing.Version));
            });
            api.MapPost("/moods", (MoodView mood) => TypedResults.Ok(mood));
            api.MapPost("/by-hand", async (ThingRequest request, MakerDb db, HttpContext http) =>
            {
                db.Things.Add(new Thing { Name = request.Name });
                await db.SaveChangesAsync();
                if (request.Name == "refuse") http.Response.StatusCode = StatusCodes.Status409Conflict;
                await http.Response.WriteAsync("by hand");
            });
            return app;
        }

        public static BuildService Watcher(Taking taking, Trouble trouble) => (args, customise) =>
        {
            var builder = ServiceHost.CreateBuilder(args, "watcher", customise);
            builder.AddRights((_, _) => RowScope.All);
            builder.AddDatabase<WatcherDb, WatcherDb, WatcherDb>();
            builder.Services.AddSingleton(trouble);
            builder.AddMessaging(messaging =>
            {
                var from = messaging.Publishes(typeof(ThingMade).Assembly).From("maker");
                if (taking == Taking.All) from.HandleAll<NoteEverything>(typeof(ThingMade).Assembly);
                else if (taking == Taking.Batch) from.HandleBatch<ThingMade, NoteSightings>();
                else from.Handle<ThingMade, NoteSighting>();
            });
            var app = builder.Build();
            app.UseServiceDefaults(typeof(Bench).Assembly);
            return app;
        };

        public static Task<List<Sighting>> SightingsAsync(this ServiceUnderTest watcher) =>
            watcher.InScopeAsync(scope => scope.GetRequiredService<WatcherDb>().Sightings.AsNoTracking().ToListAsync());
    }
}
