using System.ComponentModel.DataAnnotations;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain.Activities;

/// <summary>For whom somebody takes part.</summary>
public enum ParticipantSide
{
    [Names("Ours", "我方", "我方")] Ours,
    [Names("The customer's", "客户方", "客戶方")] Theirs,
    [Names("Third party", "第三方", "第三方")] ThirdParty,
}

/// <summary>E1: somebody who took part.</summary>
/// <param name="ContactId">A contact of the customer, where it is one; by a held visit or meeting the decision chain knows that somebody met that contact (C11). When that contact is erased, name and id go (C20).</param>
/// <param name="StaffId">Token subject, where it is one of us.</param>
public sealed record Participant(
    [property: Required, StringLength(200, MinimumLength = 1)] string Name,
    ParticipantSide Side,
    Guid? ContactId = null,
    [property: StringLength(100)] string? StaffId = null);

/// <summary>E1: the three axes of a contact; what is left out follows from the kind.</summary>
public sealed record AxesMark(ContactParty? Party = null, ContactMeans? Means = null, ContactTiming? Timing = null);

/// <summary>E1: the touchpoint it happened at, and how it was experienced there.</summary>
/// <param name="Code">Of the register of touchpoints.</param>
/// <param name="Experience">On that touchpoint's scale, from 1.</param>
public sealed record TouchpointMark(
    [property: Required, StringLength(60, MinimumLength = 1)] string Code,
    [property: Range(1, 10)] int? Experience = null);

/// <summary>E1: something handed to a person or a department (交办事项); it becomes a task.</summary>
/// <param name="AssigneeId">Token subject; either this or the department.</param>
/// <param name="Department">A team of the staff register.</param>
public sealed record AssignedItem(
    [property: Required, StringLength(400, MinimumLength = 1)] string Text,
    DateTimeOffset DueAt,
    [property: StringLength(100)] string? AssigneeId = null,
    [property: StringLength(60)] string? Department = null);

/// <summary>What an activity leaves to be done.</summary>
internal interface IActivityOutcome
{
    IReadOnlyList<AssignedItem>? AssignedItems { get; }

    /// <summary>Departments that are told of it.</summary>
    IReadOnlyList<string>? Departments { get; }

    NextStep? NextStep { get; }
}

/// <summary>What people may write about every activity, whatever its kind.</summary>
internal interface IActivityForm : IActivityOutcome
{
    Guid CustomerId { get; }

    string? OwnerId { get; }

    IReadOnlyList<Participant>? Participants { get; }

    TouchpointMark? Touchpoint { get; }

    AxesMark? Axes { get; }

    /// <summary>Minutes before it begins at which its owner is reminded.</summary>
    int? RemindBefore { get; }
}
