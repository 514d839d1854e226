using System.ComponentModel.DataAnnotations;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Loyalty;

public sealed record PartnerRequest(
    [property: Required, StringLength(200, MinimumLength = 1)] string Name, [property: Url, StringLength(400)] string? Website = null, bool Active = true);

public sealed record PartnerView(string Code, string Name, string? Website, bool Active, long Version) : IVersionedView
{
    internal static PartnerView Of(LoyaltyPartner p) => new(p.Code, p.Name, p.Website, p.Active, p.Version);
}

/// <summary>C14: partner companies.</summary>
internal static class Partners
{
    public static async Task<Ok<Page<PartnerView>>> ListAsync(
        CustomersDb db, Cursors cursors, CancellationToken cancellationToken, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var after = cursors.KeyOf(cursor, "partners") ?? 0;
        var rows = await db.Set<LoyaltyPartner>().AsNoTracking().Where(p => p.Key > after).OrderBy(p => p.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, "partners", p => p.Key, PartnerView.Of));
    }

    public static async Task<Results<Created<PartnerView>, Ok<PartnerView>, Stale>> PutAsync(
        [StringLength(60)] string code, PartnerRequest request, IfMatch ifMatch, CustomersDb db, CancellationToken cancellationToken)
    {
        var partner = await db.Set<LoyaltyPartner>().SingleOrDefaultAsync(p => p.Code == code, cancellationToken);
        if (!ifMatch.Matches(partner)) return new Stale(partner?.Version ?? 0);
        var entered = partner is null;
        if (partner is null) db.Add(partner = LoyaltyPartner.Named(code));
        partner.Change(request.Name, request.Website, request.Active);
        await db.SaveChangesAsync(cancellationToken);
        return entered ? TypedResults.Created($"/api/v1/loyalty/partners/{Uri.EscapeDataString(code)}", PartnerView.Of(partner)) : TypedResults.Ok(PartnerView.Of(partner));
    }
}
