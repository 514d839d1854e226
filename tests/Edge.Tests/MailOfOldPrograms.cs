using System.Net;
using System.Text;
using CrmPlatform.Edge.Tests.Running;

namespace CrmPlatform.Edge.Tests;

/// <summary>S1: mail in the encodings of before Unicode is read where all services are one process, too, and another has woken the library of mail first.</summary>
public sealed class MailOfOldPrograms(House house)
{
    [Theory]
    [InlineData("gb2312", "包裹破了，很不满意")]
    [InlineData("gbk", "包裹破了，很不满意")]
    [InlineData("gb18030", "包裹破了，很不满意")]
    [InlineData("big5", "包裹破了，很不滿意")]
    [InlineData("shift_jis", "箱が壊れていました")]
    [InlineData("euc-kr", "상자가 부서졌어요")]
    public async Task The_words_of_a_mail_are_kept_as_they_were_written(string charset, string words)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(charset)!;
        var subject = $"=?{charset}?B?{Convert.ToBase64String(encoding.GetBytes(words))}?=";
        var head = $"From: a-{charset}@example.com\r\nSubject: {subject}\r\nMessage-ID: <{Guid.NewGuid():N}@example.com>\r\nContent-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n";
        using var mail = new ByteArrayContent([.. Encoding.ASCII.GetBytes(head), .. encoding.GetBytes(words)]);
        mail.Headers.ContentType = new("message/rfc822");
        var taken = (await house.Admin.PostAsync("/api/v1/complaints/mail", mail)).Expect(HttpStatusCode.OK);
        var complaint = (await house.Admin.GetAsync($"/api/v1/complaints/{taken["complaintId"]}")).Expect(HttpStatusCode.OK);
        Assert.Equal((words, words), ((string?)complaint["summary"], (string?)complaint["details"]));
    }
}
