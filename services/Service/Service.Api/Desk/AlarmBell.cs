using System.Security.Cryptography;
using System.Text;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Assignment;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.ServiceDefaults.Persistence;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Service.Desk;

/// <summary>
/// S3: nobody can take a complaint. Every one is told by an event; the managers of the team get a mail now and then, not one for each
/// of a hundred complaints in a night.
/// </summary>
internal sealed class AlarmBell(ComplaintsDb db, Roster roster, IOptions<ComplaintsOptions> options)
{
    /// <summary>Part of the present transaction.</summary>
    public async Task RingAsync(Complaint complaint, AssignmentDecision decision, DateTimeOffset now, CancellationToken cancellationToken)
    {
        db.Publish(new ComplaintQueued(complaint.Id, complaint.CustomerId, complaint.Number.ToString(), decision.Team, decision.Reason.En, now), complaint.Id);
        if (!await MayRingAsync(decision.Team, now, cancellationToken)) return;
        var page = await roster.ReadAsync(db, cancellationToken);
        foreach (var manager in page.ManagersOf(decision.Team).Where(person => person.Email is not null))
        {
            db.Publish(new MailRequested(Guid.CreateVersion7(), "complaint-unassigned", manager.Language, manager.Email!, null, new Dictionary<string, string>
            {
                ["number"] = complaint.Number.ToString(),
                ["team"] = decision.Team,
                ["reason"] = decision.Reason.In(RequestLanguage.FromTag(manager.Language) ?? Language.English),
            }, "staff", now), complaint.Id);
        }
    }

    private async Task<bool> MayRingAsync(string team, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (name, ticks, before) = ($"alarm:{KeyOf(team)}", now.UtcTicks, (now - options.Value.AlarmEvery).UtcTicks);
        var bells = db.Set<Counter>();
        // Rung for the first time a moment ago, in this same transaction.
        if (bells.Local.Any(bell => bell.Name == name)) return false;
        if (await bells.Where(bell => bell.Name == name && bell.Value < before).ExecuteUpdateAsync(set => set.SetProperty(bell => bell.Value, ticks), cancellationToken) > 0) return true;
        if (await bells.AnyAsync(bell => bell.Name == name, cancellationToken)) return false;
        bells.Add(new Counter { Name = name, Value = ticks });
        return true;
    }

    // Names of counters are short and plain; those of teams need not be.
    private static string KeyOf(string team) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(team)).AsSpan(0, 12));
}
