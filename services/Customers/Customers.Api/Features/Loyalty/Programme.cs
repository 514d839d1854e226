using System.ComponentModel.DataAnnotations;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Loyalty;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Loyalty;

/// <param name="Active">Whether purchases give points.</param>
/// <param name="PointsPerUnit">Points for one unit of the base currency; at most three decimals.</param>
/// <param name="LifetimeDays">Days until points expire; null for never.</param>
/// <param name="TierWindowDays">A tier is reached by what was earned in so many days.</param>
public sealed record ProgrammeRequest(
    bool Active, [property: Range(0, 1_000_000)] decimal PointsPerUnit, [property: Range(1, 36_500)] int? LifetimeDays = null,
    [property: Range(1, 3650)] int TierWindowDays = 365);

public sealed record ProgrammeView(bool Active, decimal PointsPerUnit, int? LifetimeDays, int TierWindowDays, long Version) : IVersionedView
{
    internal static ProgrammeView Of(LoyaltyProgramme p) => new(p.Active, p.MilliPointsPerUnit / 1000m, p.LifetimeDays, p.TierWindowDays, p.Version);
}

/// <summary>C14: the rules of the programme. They hold for what is earned from then on.</summary>
internal static class Programme
{
    public static async Task<Ok<ProgrammeView>> GetAsync(PointsBook book, CancellationToken cancellationToken) =>
        TypedResults.Ok(ProgrammeView.Of(await book.ProgrammeAsync(cancellationToken)));

    public static async Task<Results<Ok<ProgrammeView>, Invalid, Stale>> PutAsync(
        ProgrammeRequest request, IfMatch ifMatch, CustomersDb db, CancellationToken cancellationToken)
    {
        if (request.PointsPerUnit * 1000 % 1 != 0) return new Invalid("pointsPerUnit", "At most three decimals are expected.", "programme.points");
        var programme = await db.Set<LoyaltyProgramme>().SingleOrDefaultAsync(cancellationToken);
        if (!ifMatch.Matches(programme)) return new Stale(programme?.Version ?? 0);
        if (programme is null) db.Add(programme = LoyaltyProgramme.Default());
        programme.Change(request.Active, request.PointsPerUnit, request.LifetimeDays, request.TierWindowDays);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(ProgrammeView.Of(programme));
    }
}
