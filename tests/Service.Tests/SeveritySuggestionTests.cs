using CrmPlatform.Service.Domain.Complaints;

namespace CrmPlatform.Service.Tests;

public sealed class SeveritySuggestionTests
{
    [Theory]
    [InlineData(Impact.Individual, Urgency.Low, Severity.Low)]
    [InlineData(Impact.Individual, Urgency.Medium, Severity.Normal)]
    [InlineData(Impact.Individual, Urgency.High, Severity.High)]
    [InlineData(Impact.Several, Urgency.Low, Severity.Normal)]
    [InlineData(Impact.Several, Urgency.Medium, Severity.High)]
    [InlineData(Impact.Several, Urgency.High, Severity.High)]
    [InlineData(Impact.Widespread, Urgency.Low, Severity.High)]
    [InlineData(Impact.Widespread, Urgency.Medium, Severity.High)]
    [InlineData(Impact.Widespread, Urgency.High, Severity.Critical)]
    public void Impact_and_urgency_suggest_a_severity(Impact impact, Urgency urgency, Severity expected) =>
        Assert.Equal(expected, SeveritySuggestion.From(impact, urgency));
}
