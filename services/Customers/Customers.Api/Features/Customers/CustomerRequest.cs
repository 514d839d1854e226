using System.ComponentModel.DataAnnotations;
using CrmPlatform.Customers.Domain;

namespace CrmPlatform.Customers.Features.Customers;

/// <summary>The fields of a customer that people write; a POST opens a file with them, a PUT replaces them, a PATCH changes some.</summary>
/// <param name="Channel">Required for everybody but suppliers.</param>
/// <param name="Phone">Any usual way of writing; kept as E.164.</param>
/// <param name="Tags">Up to 50; a file that a merge has given more may keep as many.</param>
/// <param name="OwnerId">Token subject of the account manager; required for strategic and important customers. A change may leave it out or repeat it: a transfer gives the file to another.</param>
/// <param name="Grade">Potential when a file is opened without; it stays when a change leaves it out, and to change it takes the right to classify.</param>
/// <param name="AllowDuplicate">On creation: open the file although another one looks like the same customer.</param>
/// <param name="Custom">Values of custom fields by their code, as text; null or blank for none.</param>
/// <param name="Team">The owner's team when left out; without an owner your own, and whoever is in none and sees only their own customers names one of the two. A change may leave it out or repeat it.</param>
/// <param name="ReferredBy">The other customer that brought this one.</param>
public sealed record CustomerRequest(
    CustomerKind Kind,
    CustomerRole Role,
    [property: Required, StringLength(200, MinimumLength = 1)] string Name,
    SalesChannel? Channel = null,
    [property: StringLength(40)] string? Phone = null,
    [property: EmailAddress, StringLength(254)] string? Email = null,
    [property: StringLength(40)] string? TaxId = null,
    [property: StringLength(100)] string? ExternalId = null,
    AddressView? Address = null,
    [property: StringLength(20), RegularExpression("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", ErrorMessage = "A language tag such as zh-Hans is expected.")] string? Language = null,
    LeadSource? Source = null,
    Guid? ReferredBy = null,
    IReadOnlyList<string>? Tags = null,
    [property: StringLength(100)] string? OwnerId = null,
    [property: StringLength(60)] string? Team = null,
    ValueGrade? Grade = null,
    bool AllowDuplicate = false,
    [property: MaxLength(100)] IReadOnlyDictionary<string, string?>? Custom = null)
{
    internal static CustomerRequest Of(Customer c) => new(
        c.Kind, c.Role, c.Name, c.Channel, c.Phone, c.Email, c.TaxId, c.ExternalId, AddressView.Of(c.Address), c.Language, c.Source,
        c.ReferredBy, c.Tags, c.OwnerId, c.Team, c.Grade, Custom: c.Custom.ToDictionary(pair => pair.Key, pair => (string?)CustomFields.Plain(pair.Value)));
}
