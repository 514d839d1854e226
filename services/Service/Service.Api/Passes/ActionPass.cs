using System.Globalization;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Causes;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Service.Passes;

/// <summary>S8: tells the owner of a corrective action that it is overdue, and checks whether it helped when its time has come; each once.</summary>
internal sealed class ActionPass(IServiceScopeFactory scopes, IOptions<ComplaintsOptions> options, Roster roster, TimeProvider time, ILogger<ActionPass> log) : Pass("actions", scopes, options, time, log)
{
    private const int Chunk = 20;

    protected override async Task<bool> RunAsync(IServiceProvider scope, ComplaintsDb db, CancellationToken cancellationToken)
    {
        var now = Time.GetUtcNow();
        var due = await db.CorrectiveActions.Where(action => action.NextAt <= now).OrderBy(action => action.NextAt).Take(Chunk).ToListAsync(cancellationToken);
        if (due.Count == 0) return false;
        var page = await roster.ReadAsync(db, cancellationToken);
        var check = scope.GetRequiredService<EffectivenessCheck>();
        foreach (var row in due)
        {
            if (row.DoneAt is null)
            {
                row.TellOverdue();
                Mail(db, page, row, "corrective-action-overdue", now, ("dueAt", row.DueAt.ToString("O", CultureInfo.InvariantCulture)));
                continue;
            }
            row.Judge(await check.JudgeAsync(row.Action, now, cancellationToken));
            Mail(db, page, row, "corrective-action-checked", now, ("verdict", EnumCode.OfNullable<Effectiveness>(row.Verdict) ?? ""));
        }
        await db.SaveChangesAsync(cancellationToken);
        return due.Count == Chunk;
    }

    private static void Mail(ComplaintsDb db, RosterPage page, ActionRow row, string template, DateTimeOffset now, (string Name, string Value) more)
    {
        if (page.People.GetValueOrDefault(row.Owner) is not { Email: { } address } person) return;
        db.Publish(new MailRequested(Guid.CreateVersion7(), template, person.Language, address, null,
            new Dictionary<string, string> { ["cause"] = row.CauseCode, ["what"] = row.Action.What, [more.Name] = more.Value }, "staff", now), row.Id);
    }
}
