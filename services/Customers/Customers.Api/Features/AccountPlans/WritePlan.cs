using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Customers.Features.AccountPlans;

/// <summary>C12: the account plan; once it has a goal and an action it opens the first gate of the relationship (C9).</summary>
internal sealed class WritePlan(CustomersDb db, Caller caller, TimeProvider time, IOptions<CustomersOptions> options, IHttpContextAccessor http)
{
    public static async Task<Results<Ok<AccountPlanView>, Missing>> GetAsync(Guid id, CustomersDb db, WritePlan write, CancellationToken cancellationToken)
    {
        if (!await db.Customers.AnyAsync(c => c.Id == id, cancellationToken)) return new Missing("customer", id);
        return TypedResults.Ok(write.View(await db.AccountPlans.AsNoTracking().SingleOrDefaultAsync(p => p.CustomerId == id, cancellationToken) ?? AccountPlan.For(id)));
    }

    public static Task<Results<Ok<AccountPlanView>, Missing, Invalid, Refused, Stale>> PutAsync(
        Guid id, PlanContent content, IfMatch ifMatch, WritePlan write, CancellationToken cancellationToken) =>
        write.DoAsync(id, ifMatch, _ => (content, null), cancellationToken);

    public static Task<Results<Ok<AccountPlanView>, Missing, Invalid, Refused, Stale>> PatchAsync(
        Guid id, MergePatch<PlanContent> patch, IfMatch ifMatch, WritePlan write, CancellationToken cancellationToken) =>
        write.DoAsync(id, ifMatch, plan => patch.TryApply(plan.Content, out var content, out var problem) ? (content, null) : (content, problem), cancellationToken);

    private async Task<Results<Ok<AccountPlanView>, Missing, Invalid, Refused, Stale>> DoAsync(
        Guid id, IfMatch ifMatch, Func<AccountPlan, (PlanContent, Invalid?)> read, CancellationToken cancellationToken)
    {
        if (await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } customer) return new Missing("customer", id);
        if (customer.RefuseUnlessActive() is { } refusal) return new Refused(refusal);
        var plan = await db.AccountPlans.SingleOrDefaultAsync(p => p.CustomerId == id, cancellationToken);
        if (!ifMatch.Matches(plan)) return new Stale(plan?.Version ?? 0);
        if (plan is null) db.AccountPlans.Add(plan = AccountPlan.For(id));
        var (content, problem) = read(plan);
        if (problem is not null) return problem;
        var now = time.GetUtcNow();
        if (plan.Write(content, caller.Subject, now))
            db.StageEvidence.Add(StageEvidence.FromEvent(id, EvidenceKind.CustomerPlanMade, plan.Id, caller.Subject, now));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(View(plan));
    }

    private AccountPlanView View(AccountPlan plan) => AccountPlanView.Of(plan, options.Value.DayOf(time.GetUtcNow()), http.HttpContext!.Request.Language());
}
