using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Own;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Features.Rules;

/// <param name="Baskets">Orders with all of the products.</param>
public sealed record RuleView(IReadOnlyList<string> Antecedent, string Consequent, int Baskets, double Support, double Confidence, double Lift)
{
    internal static RuleView Of(RuleRow r) => new(JsonSerializer.Deserialize<List<string>>(r.Antecedent, Json.Tolerant)!, r.Consequent, r.Baskets, r.Support, r.Confidence, r.Lift);
}

public sealed record RulesRunView(Guid Id, DateOnly AsOf, DateTimeOffset At, string By, RulesRequest Parameters, RulesReport Report);

/// <summary>I9: the rules of a run, the highest lift first.</summary>
internal static class ReadRules
{
    public static void MapRules(this RouteGroupBuilder insights)
    {
        var group = insights.MapGroup("/rules");
        var read = group.MapGroup("").RequirePermission(Permissions.InsightsRead);
        read.MapGet("", ListAsync).WithName("list-rules").WithSummary("Which products go together, the highest lift first.");
        read.MapGet("/run", RunAsync).WithName("rules-run").WithSummary("What the last search for rules came to.");
        read.MapGet("/recommendations/{customerId:guid}", Recommend.HandleAsync).WithName("recommendations").WithSummary("What to offer a customer, with the rule that says so.");

        var manage = group.MapGroup("").RequirePermission(Permissions.InsightsManage);
        manage.MapPost("", MineRules.QueueAsync).WithName("mine-rules").WithSummary("Searches the orders for rules.");
        manage.MapGroup("/jobs").MapJobs("mine-rules", MineRules.JobKind);
    }

    private static async Task<Results<Ok<Page<RuleView>>, Missing>> ListAsync(
        InsightsDb db, Cursors cursors, CancellationToken cancellationToken, [StringLength(60)] string? consequent = null, Guid? run = null,
        [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        if (await db.RunAsync(MineRules.RunKind, run, cancellationToken) is not { } found) return Analyses.NotYet(MineRules.Path, run);
        var list = $"rules:{found.Key}:{consequent}";
        var after = cursors.KeyOf(cursor, list) ?? -1;
        var rules = db.Rules.AsNoTracking().Where(r => r.RunKey == found.Key && r.Place > after);
        if (consequent is not null) rules = rules.Where(r => r.Consequent == consequent);
        var rows = await rules.OrderBy(r => r.Place).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, r => r.Place, RuleView.Of));
    }

    private static async Task<Results<Ok<RulesRunView>, Missing>> RunAsync(InsightsDb db, CancellationToken cancellationToken, Guid? run = null) =>
        await db.RunAsync(MineRules.RunKind, run, cancellationToken) is { } found
            ? TypedResults.Ok(new RulesRunView(found.Id, found.AsOf, found.At, found.By, JsonSerializer.Deserialize<RulesRequest>(found.Parameters, Json.Tolerant)!, found.ReportAs<RulesReport>()))
            : Analyses.NotYet(MineRules.Path, run);
}
