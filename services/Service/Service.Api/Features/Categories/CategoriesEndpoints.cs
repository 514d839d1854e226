using System.ComponentModel.DataAnnotations;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.Categories;

/// <summary>The names of a sub-category.</summary>
public sealed record SubCategoryRequest(
    [property: Required, StringLength(100, MinimumLength = 1)] string NameEn, [property: StringLength(100)] string? NameZhHans = null,
    [property: StringLength(100)] string? NameZhHant = null, bool Active = true);

/// <param name="Name">In the caller's language.</param>
public sealed record SubCategoryView(
    ComplaintCategory Category, string Code, string Name, string NameEn, string NameZhHans, string NameZhHant, bool Active, long Version) : IVersionedView
{
    internal static SubCategoryView Of(SubCategoryRow row, Language language) =>
        new(row.Category, row.Code, row.Name.In(language), row.NameEn, row.NameZhHans, row.NameZhHant, row.Active, row.Version);
}

/// <summary>S2: sub-categories are data; where a category has some, complaints name one of them or none.</summary>
internal static class CategoriesEndpoints
{
    public static void MapCategories(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/categories").WithTags("Complaints");
        group.MapGet("", ListAsync).RequirePermission(Permissions.ComplaintsRead).WithName("list-categories").WithSummary("The sub-categories of all categories.");
        group.MapPut("/{category}/{code}", PutAsync).RequirePermission(Permissions.SettingsManage).RequireIfMatch()
            .WithName("put-category").WithSummary("Enters or changes a sub-category; If-Match: * enters.");
    }

    private static async Task<Ok<Page<SubCategoryView>>> ListAsync(
        ComplaintsDb db, HttpRequest http, CancellationToken cancellationToken, Coded<ComplaintCategory>? category = null, bool? active = null)
    {
        var rows = db.SubCategories.AsNoTracking();
        if (category?.Value is { } one) rows = rows.Where(row => row.Category == one);
        if (active is not null) rows = rows.Where(row => row.Active == active);
        var found = await rows.OrderBy(row => row.Category).ThenBy(row => row.Code).ToListAsync(cancellationToken);
        return TypedResults.Ok(new Page<SubCategoryView>([.. found.Select(row => SubCategoryView.Of(row, http.Language()))], null));
    }

    private static async Task<Results<Created<SubCategoryView>, Ok<SubCategoryView>, Invalid, Stale>> PutAsync(
        Coded<ComplaintCategory> category, string code, SubCategoryRequest request, IfMatch ifMatch, ComplaintsDb db, HttpRequest http, CancellationToken cancellationToken)
    {
        if (code.Length > 60) return new Invalid("code", "A code has at most 60 characters.");
        var (main, name) = (category.Value, new Wording(request.NameEn, request.NameZhHans ?? request.NameEn, request.NameZhHant ?? request.NameZhHans ?? request.NameEn));
        var row = await db.SubCategories.SingleOrDefaultAsync(known => known.Category == main && known.Code == code, cancellationToken);
        if (!ifMatch.Matches(row)) return new Stale(row?.Version ?? 0);
        var entered = row is null;
        if (row is null) db.SubCategories.Add(row = SubCategoryRow.Enter(main, code, name, request.Active));
        else row.Change(name, request.Active);
        await db.SaveChangesAsync(cancellationToken);
        var view = SubCategoryView.Of(row, http.Language());
        return entered ? TypedResults.Created($"/api/v1/categories?category={category}", view) : TypedResults.Ok(view);
    }
}
