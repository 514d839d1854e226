using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Identity.Features.Sessions;

/// <summary>One attempt to come in.</summary>
public sealed record SignInRecordView(
    Guid Id, DateTimeOffset At, SignInOutcome Outcome, Guid? UserId, string? UserName, string? ClientId, Guid? SessionId, string? Address, string? Agent);

internal static class ReadAudit
{
    public static async Task<Results<Ok<Page<SignInRecordView>>, Invalid>> HandleAsync(
        IdentityDb db, Caller caller, Cursors cursors, CancellationToken cancellationToken,
        [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null, Guid? user = null, string? client = null, string? outcome = null)
    {
        var list = $"audit:{user}:{client}:{outcome}";
        var before = cursors.KeyOf(cursor, list) ?? long.MaxValue;
        var records = db.SignInRecords.AsNoTracking().Where(record => record.Key < before);
        if (!caller.SeesAll)
        {
            var me = Guid.TryParse(caller.Subject, out var id) ? id : Guid.Empty;
            records = records.Where(record => record.UserId == me);
        }
        if (user is { } person) records = records.Where(record => record.UserId == person);
        if (client is not null) records = records.Where(record => record.ClientId == client);
        if (outcome is not null)
        {
            if (!EnumCode.TryParse<SignInOutcome>(outcome, out var wanted))
                return new Invalid("outcome", $"One of these is expected: {string.Join(", ", EnumCode.All<SignInOutcome>())}.");
            records = records.Where(record => record.Outcome == wanted);
        }
        var rows = await records.OrderByDescending(record => record.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, record => record.Key, Show));
    }

    private static SignInRecordView Show(SignInRecord record) => new(
        record.Id, record.At, record.Outcome, record.UserId, record.UserName, record.ClientId, record.SessionId, record.Address, record.Agent);
}
