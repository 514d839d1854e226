using System.Text.Json;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.ServiceDefaults.Messaging;

/// <summary>Events that have had their effect through a handler. One statement for all of them: every service notes every event that it takes.</summary>
internal sealed record EventsTaken(string Handler, IReadOnlyCollection<Guid> MessageIds, DateTimeOffset At)
{
    private const string NoteOnSqlite = """
        INSERT INTO "Inbox" ("MessageId", "Handler", "At") SELECT unhex(value), {1}, {2} FROM json_each({0})
        """;

    private const string NoteOnSqlServer = """
        INSERT INTO [Inbox] ([MessageId], [Handler], [At]) SELECT [Id], {1}, {2} FROM OPENJSON({0}) WITH ([Id] uniqueidentifier '$')
        """;

    /// <summary>As <see cref="InboxRow"/>s, in the present transaction; one that is there already is an error.</summary>
    public Task WriteAsync(ServiceDb db, CancellationToken cancellationToken) => db.IsSqlite
        ? db.Database.ExecuteSqlRawAsync(
            NoteOnSqlite, [JsonSerializer.Serialize(MessageIds.Select(id => Convert.ToHexString(id.ToByteArray(bigEndian: true)))), Handler, At.UtcTicks], cancellationToken)
        : db.Database.ExecuteSqlRawAsync(NoteOnSqlServer, [JsonSerializer.Serialize(MessageIds), Handler, At.ToUniversalTime()], cancellationToken);
}
