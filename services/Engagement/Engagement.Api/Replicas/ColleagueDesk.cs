using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Known;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Replicas;

/// <summary>Who is to do something, and in which team.</summary>
internal readonly record struct Doer(string Subject, string Team);

/// <summary>Finds out who does something; people not known yet are asked for once.</summary>
internal sealed class ColleagueDesk(EngagementDb db, CustomersClient customers, Caller caller, IServiceScopeFactory scopes)
{
    /// <summary>The person named, or the caller when nobody is named.</summary>
    /// <param name="fallbackTeam">For a caller without a team.</param>
    public async Task<(Doer Doer, Refusal? Refusal)> ResolveAsync(string? subject, string field, string fallbackTeam, CancellationToken cancellationToken)
    {
        if (subject is null || subject == caller.Subject) return (new Doer(caller.Subject, caller.Team ?? fallbackTeam), null);
        var known = await FindAsync(subject, cancellationToken);
        return known is { Active: true }
            ? (new Doer(known.Subject, known.Team), null)
            : (default, Refusal.Invalid(field, "colleague.unknown", $"'{subject}' is no active member of staff."));
    }

    public async Task<KnownColleague?> FindAsync(string subject, CancellationToken cancellationToken)
    {
        if (await SeenAsync(db, subject, cancellationToken) is { } known) return known;
        if (await customers.ColleagueAsync(subject, cancellationToken) is not { } member) return null;
        await using var scope = scopes.CreateAsyncScope();
        var own = scope.ServiceProvider.GetRequiredService<EngagementDb>();
        own.Colleagues.Add(KnownColleague.Of(member));
        try
        {
            await own.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException twin) when (twin.IsUniqueViolation())
        {
        }
        return await SeenAsync(db, subject, cancellationToken);
    }

    private static Task<KnownColleague?> SeenAsync(EngagementDb db, string subject, CancellationToken cancellationToken) =>
        db.Colleagues.AsNoTracking().SingleOrDefaultAsync(colleague => colleague.Subject == subject, cancellationToken);
}
