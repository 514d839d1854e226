using System.ComponentModel.DataAnnotations;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Standing;

/// <summary>
/// What a class of customers shall be entitled to. Cadence, discount room and holiday care steer what follows them; service level and who looks after the class are
/// words for people, which no service goes by.
/// </summary>
/// <param name="CadenceDays">A customer of the class is contacted at least this often. Another one than before becomes the class's line of the cadence plan (<c>/cadences</c>), where it may be changed again.</param>
/// <param name="DiscountRoomPercent">What its owner may give without asking. Another one than before becomes the class's discount of sales in the policy of promises (<c>/policies/promises</c>), where it may be changed again.</param>
/// <param name="ServiceLevel">The name of the service level that people have agreed on for it; complaints are not handled by it.</param>
/// <param name="LookedAfterBy">Who looks after it, in words; customers get no owner by it.</param>
/// <param name="HolidayCare">Whether it is greeted on holidays; null leaves that as it stands.</param>
public sealed record SupportPlanRequest(
    [property: Range(1, 365)] int CadenceDays, [property: Range(0, 100)] int DiscountRoomPercent,
    [property: Required, StringLength(100, MinimumLength = 1)] string ServiceLevel, [property: Required, StringLength(100, MinimumLength = 1)] string LookedAfterBy,
    bool? HolidayCare = null);

/// <summary>What a class of customers is entitled to.</summary>
public sealed record SupportPlanView(
    AbcClass Class, int CadenceDays, int DiscountRoomPercent, string ServiceLevel, string LookedAfterBy, bool HolidayCare, long Version) : IVersionedView
{
    internal static SupportPlanView Of(SupportPlan p) => new(p.Class, p.CadenceDays, p.DiscountRoomPercent, p.ServiceLevel, p.LookedAfterBy, p.HolidayCare, p.Version);
}

/// <summary>C4: the support plan of each class; a change is published, so that Engagement follows cadence and discount room.</summary>
internal static class SupportPlans
{
    public static async Task<Ok<Page<SupportPlanView>>> ListAsync(CustomersDb db, CancellationToken cancellationToken)
    {
        var stored = await db.SupportPlans.AsNoTracking().ToDictionaryAsync(plan => plan.Class, cancellationToken);
        return TypedResults.Ok(Page.Whole<SupportPlanView>(
            [.. Enum.GetValues<AbcClass>().Select(abc => SupportPlanView.Of(stored.GetValueOrDefault(abc) ?? SupportPlan.Default(abc)))]));
    }

    public static async Task<Ok<SupportPlanView>> GetAsync(Coded<AbcClass> abc, CustomersDb db, CancellationToken cancellationToken) => TypedResults.Ok(SupportPlanView.Of(
        await db.SupportPlans.AsNoTracking().SingleOrDefaultAsync(plan => plan.Class == abc.Value, cancellationToken) ?? SupportPlan.Default(abc.Value)));

    public static async Task<Results<Ok<SupportPlanView>, Stale>> PutAsync(
        Coded<AbcClass> abc, SupportPlanRequest request, IfMatch ifMatch, CustomersDb db, CancellationToken cancellationToken)
    {
        var plan = await db.SupportPlans.SingleOrDefaultAsync(p => p.Class == abc.Value, cancellationToken);
        if (!ifMatch.Matches(plan)) return new Stale(plan?.Version ?? 0);
        if (plan is null) db.SupportPlans.Add(plan = SupportPlan.Default(abc.Value));
        plan.Change(request.CadenceDays, request.DiscountRoomPercent, request.ServiceLevel, request.LookedAfterBy, request.HolidayCare ?? plan.HolidayCare);
        // X3: what is written as it stands gets no version that could be told.
        if (db.IsChanging(plan)) db.Publish(new SupportPlanChanged(EnumCode.Of(plan.Class), plan.Version + 1, plan.CadenceDays, plan.DiscountRoomPercent, plan.ServiceLevel, plan.LookedAfterBy, plan.HolidayCare), plan.Id);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(SupportPlanView.Of(plan));
    }
}
