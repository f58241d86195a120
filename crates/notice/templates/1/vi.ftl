# Tin báo, bản 1. Một bản đã dùng thì không sửa nữa: sửa là thêm thư mục 2, vì tin đã gửi phải đọc lại được đúng chữ.
# .short: tin nhắn, không dấu, tối đa 160 ký tự. .long: thư và trang "Thông báo".
# Không ghi tên ai, tên thủ tục, giấy tờ hay nội dung kết quả: tin nằm trên máy của nhiều người.
# Thứ tự: việc gì đã xảy ra, nghĩa là gì, cần làm gì, hỏi ai.
dossier-submitted = Đã nhận hồ sơ ông/bà nộp
    .short = TTPVHCC Quang Ninh: da nhan ho so { $number }. Can bo kiem tra trong 8 gio lam viec, co ket qua se bao. Hoi: { $phone }
    .long = { $centre } đã nhận hồ sơ { $number } ông/bà nộp. Cán bộ kiểm tra trong 8 giờ làm việc rồi báo hồ sơ được tiếp nhận hay cần bổ sung. Từ nay đến lúc đó ông/bà không phải làm gì thêm. Cần hỏi, gọi { $phone }.
dossier-accepted = Hồ sơ đã được tiếp nhận
    .short = TTPVHCC Quang Ninh: da tiep nhan ho so { $number }, hen tra { $due-time } ngay { $due-day }. Khong phai lam gi them. Hoi: { $phone }
    .long = Hồ sơ { $number } đã được tiếp nhận. Hẹn trả kết quả: { $due-time }, ngày { $due-day }. Từ nay đến hôm đó ông/bà không phải làm gì thêm; có tin mới chúng tôi báo. Nơi tiếp nhận: { $centre }. Cần hỏi, gọi { $phone }.
reception-refused = Hồ sơ chưa được tiếp nhận
    .short = TTPVHCC Quang Ninh: chua the tiep nhan ho so { $number }. Xem ly do va cach lam tiep tren trang cua tinh hoac hoi: { $phone }
    .long = Chúng tôi chưa thể tiếp nhận hồ sơ { $number }. Lý do và việc có thể làm tiếp ghi ở trang hồ sơ. Ông/bà có thể nộp hồ sơ mới bất cứ lúc nào; nếu thấy chưa đúng, ông/bà có quyền phản ánh hoặc khiếu nại. Nơi trả lời: { $centre }. Cần hỏi, gọi { $phone }.
supplement-asked = Hồ sơ cần bổ sung
    .short = TTPVHCC Quang Ninh: ho so { $number } can bo sung, chot het ngay { $last-day }. Xem can nop gi tren trang cua tinh hoac hoi: { $phone }
    .long = Hồ sơ { $number } còn thiếu hoặc cần sửa. Những gì cần bổ sung ghi ở trang hồ sơ; ông/bà gửi hết ngày { $last-day }, qua trang hồ sơ hoặc mang đến trung tâm nào trong tỉnh cũng được. Thời gian chờ không tính vào thời hạn. Nơi yêu cầu: { $centre }. Cần hỏi, gọi { $phone }.
supplement-answered = Đã nhận phần bổ sung
    .short = TTPVHCC Quang Ninh: da nhan phan bo sung cua ho so { $number }. Can bo xem lai roi bao tin. Hoi: { $phone }
    .long = Chúng tôi đã nhận phần bổ sung của hồ sơ { $number }. Cán bộ xem lại hồ sơ rồi báo tin. Từ nay đến lúc đó ông/bà không phải làm gì thêm. Nơi tiếp nhận: { $centre }. Cần hỏi, gọi { $phone }.
supplement-lapsed = Hồ sơ đã khép lại vì quá ngày bổ sung
    .short = TTPVHCC Quang Ninh: ho so { $number } da khep lai vi qua ngay bo sung { $last-day }. Ong/ba co the nop ho so moi. Hoi: { $phone }
    .long = Hồ sơ { $number } đã khép lại vì đến hết ngày { $last-day } chúng tôi chưa nhận được phần bổ sung. Ông/bà có thể nộp hồ sơ mới bất cứ lúc nào, ở trung tâm nào trong tỉnh cũng được. Nơi khép lại: { $centre }. Cần hỏi, gọi { $phone }.
supplement-missed = Đã quá ngày bổ sung
    .short = TTPVHCC Quang Ninh: ho so { $number } da qua ngay bo sung { $last-day }, can bo giai quyet tiep theo giay to da co. Hoi: { $phone }
    .long = Đến hết ngày { $last-day } chúng tôi chưa nhận được phần bổ sung của hồ sơ { $number }. Cán bộ giải quyết tiếp theo giấy tờ đã có; thời hạn tính tiếp. Nơi tiếp nhận: { $centre }. Cần hỏi, gọi { $phone }.
supplement-ending = Sắp hết ngày bổ sung hồ sơ
    .short = TTPVHCC Quang Ninh: ho so { $number } con cho ong/ba bo sung, chot het ngay { $last-day }. Neu vuong, xin goi: { $phone }
    .long = Chúng tôi chưa nhận được phần bổ sung của hồ sơ { $number }. Ông/bà gửi hết ngày { $last-day }, qua trang hồ sơ hoặc mang đến trung tâm nào trong tỉnh cũng được; nếu vướng, xin gọi cho chúng tôi trước ngày đó. Nếu hôm nay ông/bà đã gửi thì không phải làm gì thêm. Nơi yêu cầu: { $centre }. Cần hỏi, gọi { $phone }.
apology = Xin lỗi, hồ sơ trả muộn hơn hẹn
    .short = TTPVHCC Quang Ninh: xin loi, ho so { $number } tra muon. Hen moi: { $due-time } ngay { $due-day }. Khong phai nop them. Hoi: { $phone }
    .long = Chúng tôi xin lỗi ông/bà. Hồ sơ { $number } sẽ không kịp ngày đã hẹn. Ngày trả mới: { $due-time }, ngày { $due-day }; chúng tôi chỉ hẹn lại một lần. Ông/bà không phải nộp thêm gì. Nơi tiếp nhận: { $centre }. Cần hỏi, gọi { $phone }.
dossier-stopped = Hồ sơ đã dừng giải quyết
    .short = TTPVHCC Quang Ninh: ho so { $number } da dung giai quyet. Xem ly do tren trang cua tinh hoac hoi: { $phone }
    .long = Hồ sơ { $number } đã dừng giải quyết. Lý do ghi ở trang hồ sơ. Ông/bà có thể nộp hồ sơ mới; nếu thấy chưa đúng, ông/bà có quyền phản ánh hoặc khiếu nại. Nơi tiếp nhận: { $centre }. Cần hỏi, gọi { $phone }.
dossier-transferred = Hồ sơ đã chuyển đúng nơi giải quyết
    .short = TTPVHCC Quang Ninh: ho so { $number } da chuyen dung noi giai quyet, van hen tra { $due-time } ngay { $due-day }. Hoi: { $phone }
    .long = Hồ sơ { $number } do { $centre } giải quyết từ nay. Ngày hẹn trả giữ nguyên: { $due-time }, ngày { $due-day }. Ông/bà không phải làm gì thêm và vẫn nhận kết quả ở nơi đã chọn. Cần hỏi, gọi { $phone }.
result-ready = Đã có kết quả
    .short = TTPVHCC Quang Ninh: ho so { $number } da co ket qua. Moi den nhan trong gio lam viec, mang phieu hen hoac the can cuoc. Hoi: { $phone }
    .long = Hồ sơ { $number } đã có kết quả. Mời ông/bà nhận tại { $centre } trong giờ làm việc; mang theo giấy hẹn hoặc thẻ căn cước. Cần hỏi, gọi { $phone }.
# Chân thư.
letter-foot = Xem hồ sơ: { $site }/me/notices
    .why = Ông/bà nhận thư này vì đã chọn báo tin bằng thư điện tử. Đổi cách báo tin: { $site }/me/contact. Thư gửi tự động; trả lời thư này không có người đọc.
    .leave = Không muốn nhận thư nữa, mở trang này và bấm một lần: { $leave }
    .office = Trung tâm Phục vụ hành chính công tỉnh Quảng Ninh
    .subject = { $title } - { $number }
# Thư xác nhận địa chỉ.
confirm-letter = Mã xác nhận địa chỉ thư
    .long = Có người, có lẽ là ông/bà, muốn nhận tin về hồ sơ bằng thư gửi đến địa chỉ này. Mã xác nhận: { $code }. Nhập mã ở trang { $site }/me/contact trong 30 phút. Nếu không phải ông/bà thì không cần làm gì: không có mã, chúng tôi không gửi gì đến địa chỉ này nữa.
