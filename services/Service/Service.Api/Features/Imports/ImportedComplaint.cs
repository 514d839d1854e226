using System.ComponentModel.DataAnnotations;
using CrmPlatform.Service.Domain.Complaints;

namespace CrmPlatform.Service.Features.Imports;

/// <summary>A complaint from another system; dates are those it had there.</summary>
/// <param name="ExternalId">Its key there; the same one again changes nothing.</param>
/// <param name="CustomerId">Our id of whose it is, where we know them.</param>
/// <param name="ClosedAt">Left out while it is open; it then comes into the queue, and its clocks count from now on only.</param>
/// <param name="AssigneeId">Token subject of who has it; an open one without is given out by the rules.</param>
public sealed record ImportedComplaint(
    [property: Required, StringLength(100, MinimumLength = 1)] string ExternalId,
    [property: Required, StringLength(400, MinimumLength = 1)] string Summary,
    DateTimeOffset OpenedAt,
    IntakeChannel Channel = IntakeChannel.Hotline,
    ComplaintCategory? Category = null,
    Severity? Severity = null,
    [property: StringLength(60)] string? SubCategory = null,
    [property: StringLength(20_000)] string? Details = null,
    Guid? CustomerId = null,
    [property: StringLength(200)] string? ReporterName = null,
    [property: EmailAddress, StringLength(254)] string? ReporterEmail = null,
    [property: StringLength(40)] string? ReporterPhone = null,
    DateTimeOffset? FirstResponseAt = null,
    DateTimeOffset? ClosedAt = null,
    [property: StringLength(60)] string? Team = null,
    [property: StringLength(100)] string? AssigneeId = null,
    [property: StringLength(100)] string? Cause = null,
    [property: RegularExpression("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", ErrorMessage = "A language tag is expected, such as en or zh-Hans."), StringLength(20)] string? Language = null);

public sealed record ImportComplaintsRequest([property: MinLength(1), MaxLength(5000)] IReadOnlyList<ImportedComplaint> Complaints);

/// <summary>What is wrong with one of them.</summary>
internal sealed record ImportFault(string Field, string Code, string Message);
