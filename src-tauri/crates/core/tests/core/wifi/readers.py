# What readers of square codes that others wrote make of pictures of ours, for the test beside this file.
# In, on standard input: pictures one after the other, each as a line with the pixels of its side and then its pixels, one
# octet each. Out: JSON, for each picture what each reader read as text; null where it read nothing, or not one code.
import json
import os
import sys

os.environ["OPENCV_LOG_LEVEL"] = "OFF"

import cv2
import numpy
import zxingcpp
from pyzbar import pyzbar


def zbar(picture):
    codes = pyzbar.decode(picture, symbols=[pyzbar.ZBarSymbol.QRCODE])
    return codes[0].data.decode("utf-8", "replace") if len(codes) == 1 else None


# Its older detector, `QRCodeDetector`, does not find one clean picture in a hundred.
def opencv(picture):
    text, _, _ = cv2.QRCodeDetectorAruco().detectAndDecode(picture)
    return text or None


def zxing(picture):
    codes = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    return codes[0].text if len(codes) == 1 else None


readings = []
while line := sys.stdin.buffer.readline():
    side = int(line)
    pixels = sys.stdin.buffer.read(side * side)
    picture = numpy.frombuffer(pixels, dtype=numpy.uint8).reshape(side, side)
    readings.append({reader.__name__: reader(picture) for reader in (zbar, opencv, zxing)})
json.dump(readings, sys.stdout)
