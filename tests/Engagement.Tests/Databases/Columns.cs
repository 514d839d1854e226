using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.Engagement.Domain.Funnel;
using CrmPlatform.Engagement.Domain.Guides;
using CrmPlatform.Engagement.Domain.Policy;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Tests.Databases;

/// <summary>SQL Server refuses what is longer than its column; SQLite takes it all.</summary>
public sealed class Columns
{
    // What people write may consist of signs that take six letters each in JSON, and lists grow.
    [Theory]
    [InlineData(typeof(ActivitySeries), nameof(ActivitySeries.When))]
    [InlineData(typeof(Opportunity), nameof(Opportunity.Competitors))]
    [InlineData(typeof(Visit), nameof(Visit.Preparation))]
    [InlineData(typeof(Visit), nameof(Visit.Conveys))]
    [InlineData(typeof(Fax), nameof(Fax.Details))]
    [InlineData(typeof(EventAttendance), nameof(EventAttendance.Details))]
    [InlineData(typeof(Promise), nameof(Promise.Written))]
    [InlineData(typeof(Conversation), nameof(Conversation.Cues))]
    [InlineData(typeof(CrmPlatform.Engagement.Domain.Touchpoint), nameof(CrmPlatform.Engagement.Domain.Touchpoint.Names))]
    public void A_column_of_words_in_JSON_has_room_for_them(Type entity, string property)
    {
        using var db = ApprovedSql.Context<EngagementSqlServer>();
        Assert.Equal("nvarchar(max)", db.Model.FindEntityType(entity)!.FindProperty(property)!.GetColumnType());
    }
}
