using System.ComponentModel.DataAnnotations;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Fields;
using CrmPlatform.Customers.Data.Search;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Fields;

/// <param name="Choices">For a choice: what can be chosen.</param>
/// <param name="RequiredFor">Customers of these roles must have it.</param>
public sealed record CustomFieldRequest(
    [property: Required, StringLength(100, MinimumLength = 1)] string Name, CustomFieldType Type, [property: MaxLength(200)] IReadOnlyList<string>? Choices = null,
    [property: MaxLength(4)] IReadOnlyList<CustomerRole>? RequiredFor = null, bool Active = true, [property: StringLength(100)] string? NameZhHans = null,
    [property: StringLength(100)] string? NameZhHant = null);

public sealed record CustomFieldView(
    string Code, string Name, string? NameZhHans, string? NameZhHant, CustomFieldType Type, IReadOnlyList<string> Choices, IReadOnlyList<CustomerRole> RequiredFor, bool Active,
    long Version) : IVersionedView
{
    internal static CustomFieldView Of(CustomField f) => new(f.Code, f.Name, f.NameZhHans, f.NameZhHant, f.Type, f.Choices, f.RequiredFor, f.Active, f.Version);
}

/// <summary>C19: the fields an organisation adds to its customers.</summary>
internal static class Fields
{
    private const int MostTags = 200;

    public static async Task<Ok<Page<CustomFieldView>>> ListAsync(CustomersDb db, CancellationToken cancellationToken) => TypedResults.Ok(Page.Whole<CustomFieldView>(
        [.. (await db.Set<CustomField>().AsNoTracking().OrderBy(f => f.Code).ToListAsync(cancellationToken)).Select(CustomFieldView.Of)]));

    public static async Task<Results<Created<CustomFieldView>, Ok<CustomFieldView>, Invalid, Refused, Stale>> PutAsync(
        [RegularExpression("^[a-zA-Z][a-zA-Z0-9-]{0,39}$", ErrorMessage = "A code has up to 40 letters, digits and hyphens.")] string code,
        CustomFieldRequest request, IfMatch ifMatch, CustomersDb db, FieldRegister register, CancellationToken cancellationToken)
    {
        var choices = request.Choices ?? [];
        if ((request.Type == CustomFieldType.Choice) == (choices.Count == 0)) return new Invalid("choices", "A choice has choices, and no other field has.", "field.choices");
        if (choices.Any(choice => string.IsNullOrWhiteSpace(choice) || choice.Length > 100)) return new Invalid("choices", "A choice has 1 to 100 characters.", "field.choices");
        var field = await FindAsync(db, code, cancellationToken);
        if (!ifMatch.Matches(field)) return new Stale(field?.Version ?? 0);
        var entered = field is null;
        if (field is null) db.Add(field = CustomField.Called(code));
        else if (field.CheckChange(request.Type, choices, await InUseAsync(db, field.Code, cancellationToken)) is { } refusal) return new Refused(refusal);
        if (!entered)
        {
            var changed = CustomField.Called(field.Code);
            changed.Change(request.Name, null, null, request.Type, choices, [], request.Active);
            if (await AskedInVainAsync(db, field, changed, cancellationToken) is { } asked) return asked;
        }
        field.Change(request.Name, request.NameZhHans, request.NameZhHant, request.Type, choices, request.RequiredFor ?? [], request.Active);
        await db.SaveChangesAsync(cancellationToken);
        await register.LoadAsync(cancellationToken);
        return entered ? TypedResults.Created("/api/v1/custom-fields", CustomFieldView.Of(field)) : TypedResults.Ok(CustomFieldView.Of(field));
    }

    public static async Task<Results<NoContent, Missing, Refused, Stale>> RemoveAsync(
        string code, IfMatch ifMatch, CustomersDb db, FieldRegister register, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, code, cancellationToken) is not { } field) return new Missing("custom field", code);
        if (!ifMatch.Matches(field)) return new Stale(field.Version);
        if ((await InUseAsync(db, field.Code, cancellationToken)).Count > 0) return new Refused("field.in-use", $"Customers have values in '{field.Code}'; retire the field (active: false) to keep them.");
        if (await AskedInVainAsync(db, field, null, cancellationToken) is { } asked) return asked;
        db.Remove(field);
        await db.SaveChangesAsync(cancellationToken);
        await register.LoadAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>The tags of the customers that the caller may see.</summary>
    public static async Task<Ok<Page<string>>> TagsAsync(CustomersDb db, CancellationToken cancellationToken, [StringLength(40)] string? q = null)
    {
        var start = SearchText.Normalise(q ?? "");
        var tags = db.CustomerTags.AsQueryable();
        if (start.Length > 0)
        {
            var end = SearchText.Behind(start);
            tags = tags.Where(t => t.Tag.CompareTo(start) >= 0 && t.Tag.CompareTo(end) < 0);
        }
        // X1: of each tag it is enough to find one customer that the caller sees.
        var seen = tags.Select(t => t.Tag).Distinct().Where(tag => db.CustomerTags.Any(t => t.Tag == tag && db.Customers.Any(c => c.Key == t.CustomerKey)));
        return TypedResults.Ok(Page.Whole<string>(await seen.OrderBy(tag => tag).Take(MostTags).ToListAsync(cancellationToken)));
    }

    /// <summary>A code is one in capitals and small letters: forms, files and filters read it so, and two of them would be one column of each.</summary>
    private static async Task<CustomField?> FindAsync(CustomersDb db, string code, CancellationToken cancellationToken)
    {
        var codes = await db.Set<CustomField>().OrderBy(f => f.Key).Select(f => f.Code).ToListAsync(cancellationToken);
        var known = codes.Find(one => one == code) ?? codes.Find(one => one.Equals(code, StringComparison.OrdinalIgnoreCase));
        return known is null ? null : await db.Set<CustomField>().SingleAsync(f => f.Code == known, cancellationToken);
    }

    // C19: a saved filter that asks for what is no more would fail for whoever uses it, a campaign at night among them.
    private static async Task<Refused?> AskedInVainAsync(CustomersDb db, CustomField now, CustomField? then, CancellationToken cancellationToken)
    {
        var filters = await db.Set<Segment>().AsNoTracking().Where(s => s.Criteria != null).OrderBy(s => s.Key).ToListAsync(cancellationToken);
        return filters.Find(segment => CriteriaForm.AsksInVain(CriteriaForm.CriteriaOf(segment), now, then)) is { } asking
            ? new Refused("field.in-segment", $"The saved filter '{asking.Name}' asks for what '{now.Code}' could not say any more; change the filter first.")
            : null;
    }

    /// <summary>The different values customers have in a field, as the index has them.</summary>
    private static async Task<List<string>> InUseAsync(CustomersDb db, string code, CancellationToken cancellationToken)
    {
        var start = CustomFields.Key(code, "");
        var end = SearchText.Behind(start);
        var terms = await db.Set<CustomerFieldTerm>().Where(t => t.Term.CompareTo(start) >= 0 && t.Term.CompareTo(end) < 0).Select(t => t.Term).Distinct().Take(1000).ToListAsync(cancellationToken);
        return [.. terms.Select(term => term[start.Length..])];
    }
}
