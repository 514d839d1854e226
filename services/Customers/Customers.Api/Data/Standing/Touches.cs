using System.Text.Json;
using CrmPlatform.Customers.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Standing;

/// <summary>Something happened with a customer.</summary>
/// <param name="Quietly">History of another system: what the rules of C5 make of it starts no task, warning or mail (C13).</param>
/// <param name="Phase">The phase of the sale it is in (E6), and since when.</param>
internal readonly record struct Touch(
    DateTimeOffset? ActivityAt = null, DateTimeOffset? ContactAt = null, DateTimeOffset? BusinessAt = null, bool Reassess = false, bool Quietly = false,
    (SalesPhase Entered, DateTimeOffset At)? Phase = null)
{
    public Touch And(Touch other) => new(
        Later(ActivityAt, other.ActivityAt), Later(ContactAt, other.ContactAt), Later(BusinessAt, other.BusinessAt), Reassess || other.Reassess,
        Quietly && other.Quietly, Phase is null || other.Phase?.At > Phase.Value.At ? other.Phase ?? Phase : Phase);

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other ?? one : one;
}

/// <summary>
/// Moves what follows from activities (last contact, quiet since, last business) on the customers' rows in one statement per save,
/// past the change tracker: a call is no change of the file, so it must not count its version up under somebody who is editing it.
/// Where an axis could change by it the customer is put before the rules of C5, whose word is not repeated here.
/// </summary>
internal static class Touches
{
    public static Task WriteAsync(CustomersDb db, IReadOnlyDictionary<Guid, Touch> touches, CancellationToken cancellationToken)
    {
        var rows = JsonSerializer.Serialize(touches.Select(pair => new object?[]
        {
            db.IsSqlite ? Convert.ToHexString(pair.Key.ToByteArray(bigEndian: true)) : pair.Key.ToString(),
            Instant(db, pair.Value.ActivityAt), Instant(db, pair.Value.ContactAt), Instant(db, pair.Value.BusinessAt), pair.Value.Reassess ? 1 : 0,
            pair.Value.Quietly ? 1 : 0, (byte?)pair.Value.Phase?.Entered, Instant(db, pair.Value.Phase?.At),
        }));
        // Long past: whatever clock the rules are asked by, they are due. No two are the same instant, so that who is asking them at this
        // moment notices that something happened since.
        var due = DateTimeOffset.UnixEpoch.AddTicks(Random.Shared.NextInt64(TimeSpan.TicksPerDay * 3650));
        return db.Database.ExecuteSqlRawAsync(db.IsSqlite ? OnSqlite : OnSqlServer,
            db.IsSqlite ? [rows, due.UtcTicks, LastDue.UtcTicks] : [rows, due, LastDue], cancellationToken);
    }

    private static readonly DateTimeOffset LastDue = DateTimeOffset.UnixEpoch.AddDays(3650);

    private static object? Instant(CustomersDb db, DateTimeOffset? at) => db.IsSqlite ? at?.UtcTicks : at?.ToUniversalTime().ToString("O");

    // Heat: 0 low, 1 mid, 2 high. Maturity: 0 current, 1 target, 2 potential.
    private const string OnSqlite = """
        UPDATE "Customers" SET
            "QuietSince" = MAX("QuietSince", COALESCE(t."Activity", 0)),
            "LastContactAt" = NULLIF(MAX(COALESCE("LastContactAt", 0), COALESCE(t."Contact", 0)), 0),
            "LastBusinessAt" = NULLIF(MAX(COALESCE("LastBusinessAt", 0), COALESCE(t."Business", 0)), 0),
            "ReassessAt" = CASE WHEN t."Reassess" = 1
                OR (t."Contact" IS NOT NULL AND ("Heat" = 0 OR ("Heat" = 1 AND "HasProspects" = 1) OR "Maturity" = 2))
                OR (t."Business" IS NOT NULL AND "Maturity" <> 0) THEN {1} ELSE "ReassessAt" END,
            "SalesPhase" = CASE WHEN t."PhaseAt" > COALESCE("SalesPhaseAt", 0) THEN t."Phase" ELSE "SalesPhase" END,
            "SalesPhaseAt" = NULLIF(MAX(COALESCE("SalesPhaseAt", 0), COALESCE(t."PhaseAt", 0)), 0),
            "ReassessQuietly" = t."Quietly" = 1 AND ("ReassessQuietly" = 1 OR "ReassessAt" IS NULL OR "ReassessAt" > {2})
        FROM (SELECT unhex(value ->> 0) AS "Id", value ->> 1 AS "Activity", value ->> 2 AS "Contact", value ->> 3 AS "Business", value ->> 4 AS "Reassess", value ->> 5 AS "Quietly", value ->> 6 AS "Phase", value ->> 7 AS "PhaseAt" FROM json_each({0})) AS t
        WHERE "Customers"."Id" = t."Id"
        """;

    private const string OnSqlServer = """
        UPDATE c SET
            [QuietSince] = CASE WHEN t.[Activity] > c.[QuietSince] THEN t.[Activity] ELSE c.[QuietSince] END,
            [LastContactAt] = CASE WHEN c.[LastContactAt] IS NULL OR t.[Contact] > c.[LastContactAt] THEN COALESCE(t.[Contact], c.[LastContactAt]) ELSE c.[LastContactAt] END,
            [LastBusinessAt] = CASE WHEN c.[LastBusinessAt] IS NULL OR t.[Business] > c.[LastBusinessAt] THEN COALESCE(t.[Business], c.[LastBusinessAt]) ELSE c.[LastBusinessAt] END,
            [ReassessAt] = CASE WHEN t.[Reassess] = 1
                OR (t.[Contact] IS NOT NULL AND (c.[Heat] = 0 OR (c.[Heat] = 1 AND c.[HasProspects] = 1) OR c.[Maturity] = 2))
                OR (t.[Business] IS NOT NULL AND c.[Maturity] <> 0) THEN {1} ELSE c.[ReassessAt] END,
            [SalesPhase] = CASE WHEN c.[SalesPhaseAt] IS NULL OR t.[PhaseAt] > c.[SalesPhaseAt] THEN COALESCE(t.[Phase], c.[SalesPhase]) ELSE c.[SalesPhase] END,
            [SalesPhaseAt] = CASE WHEN c.[SalesPhaseAt] IS NULL OR t.[PhaseAt] > c.[SalesPhaseAt] THEN COALESCE(t.[PhaseAt], c.[SalesPhaseAt]) ELSE c.[SalesPhaseAt] END,
            [ReassessQuietly] = CASE WHEN t.[Quietly] = 1 AND (c.[ReassessQuietly] = 1 OR c.[ReassessAt] IS NULL OR c.[ReassessAt] > {2}) THEN 1 ELSE 0 END
        FROM [Customers] AS c
        JOIN OPENJSON({0}) WITH ([Id] uniqueidentifier '$[0]', [Activity] datetimeoffset '$[1]', [Contact] datetimeoffset '$[2]', [Business] datetimeoffset '$[3]', [Reassess] int '$[4]', [Quietly] int '$[5]', [Phase] tinyint '$[6]', [PhaseAt] datetimeoffset '$[7]') AS t
            ON c.[Id] = t.[Id]
        """;
}
