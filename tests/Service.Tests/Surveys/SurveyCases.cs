using CrmPlatform.Service.Domain.Surveys;

namespace CrmPlatform.Service.Tests.Surveys;

internal static class SurveyCases
{
    public static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 34, 56, TimeSpan.Zero);

    public static readonly Guid Customer = Guid.Parse("0196f3a2-4b1c-7d5e-8f90-a1b2c3d4e5f6");

    public static SurveyDefinition Draft => new("after-complaint", 1, SurveyOccasion.ComplaintClosed, ["zh-Hans", "en"], Text("Survey"))
    {
        Items =
        [
            new SurveyItem("csat", SurveyItemKind.Csat, Text("How satisfied?"), AsksExpectation: true),
            new SurveyItem("nps", SurveyItemKind.Nps, Text("Would you recommend us?")),
            new SurveyItem("ces", SurveyItemKind.Ces, Text("How easy?"), IsRequired: false),
            new SurveyItem("why", SurveyItemKind.Choice, Text("What mattered most?"), IsRequired: false)
            {
                Choices = [new SurveyChoice("speed", Text("Speed")), new SurveyChoice("tone", Text("Tone"))],
            },
            new SurveyItem("words", SurveyItemKind.Text, Text("Anything else?"), IsRequired: false),
        ],
    };

    public static SurveyDefinition Published => Draft.Publish(Now.AddDays(-30)).Value;

    public static SurveyInvitation Invitation => SurveyInvitation.Send(Guid.NewGuid(), Published, Customer, Now.AddDays(-1));

    public static ItemAnswer[] Answers(int csat = 5, int expected = 4, int nps = 9) =>
        [new("csat", csat, expected), new("nps", nps)];

    public static SurveyResponse Response(SurveyDefinition survey, params ItemAnswer[] answers) =>
        SurveyResponse.Take(survey, SurveyInvitation.Send(Guid.NewGuid(), survey, Customer, Now), "en", answers, Now).Value;

    public static SurveyTexts Text(string text) => SurveyTexts.Of(("en", text), ("zh-Hans", text + "（中文）"));
}
